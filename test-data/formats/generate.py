"""Data sets as other tools write them, and the masks that those tools, or pycocotools, read back.

Made with Python 3.11, datumaro 1.13.12, supervision 0.31.2, pycocotools 2.0.11, Pillow 12.3.0,
numpy 2.4.6; "merge" is ultralytics/data/converter.py of 8.4.190 (of its wheel, which needs no torch
for that function): python generate.py path/to/ultralytics/data/converter.py
"""
import ast, json, shutil, sys
from pathlib import Path

import cv2
import datumaro as dm
import numpy as np
import supervision as sv
from PIL import Image
from pycocotools import mask as coco

HERE = Path(__file__).parent
CLASSES = ["crab", "red boat"]
COLOURS = {"background": (0, 0, 0), "crab": (250, 50, 83), "red boat": (51, 221, 255)}  # as CVAT's
W, H = 61, 47


def rle(mask):
    counts = coco.encode(np.asfortranarray(mask.astype(np.uint8)))["counts"]
    return {"area": int(mask.sum()), "counts": counts.decode()}


def scenes():
    """Of each image: class and mask of its objects, no two of which overlap."""
    y, x = np.mgrid[0:H, 0:W]
    disc = (x - 15) ** 2 + (y - 14) ** 2 < 100
    ring = ((x - 44) ** 2 + (y - 15) ** 2 < 150) & ((x - 44) ** 2 + (y - 15) ** 2 > 25)
    parts = ((x > 4) & (x < 20) & (y > 30) & (y < 40)) | ((x > 26) & (x < 38) & (y > 33) & (y < 45))
    slope = (y > 20) & (x + y < 60) & (x > 20)
    return {"a": [(0, disc), (1, ring), (0, parts)], "b": [(1, slope)], "c": []}


def image(name):
    seed = ord(name)
    y, x = np.mgrid[0:H, 0:W]
    return np.stack([(x * 3 + seed) % 256, (y * 5) % 256, (x + y) % 256], -1).astype(np.uint8)


def rows(folder, name):
    """What pycocotools makes of a label: class and mask of each row."""
    found = []
    for line in (folder / "labels" / f"{name}.txt").read_text().split("\n"):
        if line.strip():
            number, *values = line.split()
            ring = np.array([float(v) for v in values]).reshape(-1, 2) * [W, H]
            mask = coco.decode(coco.merge(coco.frPyObjects([ring.ravel().tolist()], H, W)))
            found.append({"label": CLASSES[int(number)], **rle(mask)})
    return found


def supervision_yolo():
    folder = HERE / "yolo"
    shutil.rmtree(folder, ignore_errors=True)
    raw = folder / "raw"
    raw.mkdir(parents=True)
    annotations, paths = {}, []
    for name, objects in scenes().items():
        path = raw / f"{name}.png"
        Image.fromarray(image(name)).save(path)
        paths.append(str(path))
        if objects:
            masks = np.array([mask for _, mask in objects])
            annotations[str(path)] = sv.Detections(
                xyxy=sv.mask_to_xyxy(masks), mask=masks, class_id=np.array([c for c, _ in objects]))
        else:
            annotations[str(path)] = sv.Detections.empty()
    sv.DetectionDataset(classes=CLASSES, images=paths, annotations=annotations).as_yolo(
        str(folder / "images"), str(folder / "labels"), str(folder / "data.yaml"))
    shutil.rmtree(raw)
    return {f"images/{n}.png": rows(folder, n) if (folder / "labels" / f"{n}.txt").exists() else []
            for n in scenes()}


def merged(converter):
    """Objects of several parts, joined by Ultralytics: the rows, and what they cover."""
    tree = ast.parse(Path(converter).read_text())
    wanted = [f for f in tree.body if getattr(f, "name", "") in ("min_index", "merge_multi_segment")]
    space = {"np": np}
    exec(compile(ast.Module(wanted, []), converter, "exec"), space)
    folder = HERE / "yolo-merged"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "labels").mkdir(parents=True)
    (folder / "images").mkdir()
    parts = [[5, 31, 20, 31, 20, 40, 5, 40], [27, 34, 38, 34, 38, 45, 27, 45], [40, 2, 60, 2, 50, 20]]
    ring = np.concatenate(space["merge_multi_segment"](parts), axis=0)
    line = " ".join(["1"] + [f"{v:.6g}" for v in (ring / [W, H]).ravel()])
    (folder / "labels" / "a.txt").write_text(line + "\n")
    (folder / "classes.txt").write_text("\n".join(CLASSES) + "\n")
    Image.fromarray(image("a")).save(folder / "images" / "a.png")
    return {"images/a.png": rows(folder, "a")}


def dataset():
    items = []
    for name, objects in scenes().items():
        masks = [dm.Mask(mask, label=c, group=i + 1, id=i + 1) for i, (c, mask) in enumerate(objects)]
        items.append(dm.DatasetItem(
            id=name, subset="train" if name == "a" else "val",
            media=dm.Image.from_numpy(data=image(name)), annotations=masks))
    return dm.Dataset.from_iterable(items, categories=CLASSES, media_type=dm.Image)


def read_back(folder, kind, file):
    """The masks as datumaro reads what it wrote."""
    data = dm.Dataset.import_from(str(folder), kind)
    names = data.categories()[dm.AnnotationType.label]
    found = {}
    for item in data:
        masks = [a for a in item.annotations if isinstance(a, dm.Mask)]
        masks = [m for m in masks if names[m.label].name.lower() not in ("background", "void")]
        found[file(item)] = [{"label": names[m.label].name, **rle(m.image)} for m in masks]
    return found


def voc():
    folder = HERE / "voc"
    shutil.rmtree(folder, ignore_errors=True)
    dataset().export(str(folder), "voc_instance_segmentation", save_media=True, image_ext=".png",
                     label_map={name: [colour, [], []] for name, colour in COLOURS.items()})
    return read_back(folder, "voc_instance_segmentation", lambda item: f"JPEGImages/{item.id}.png")


def palette():
    """The same with palettes, as VOC2012 and labelme have them, and void around each object."""
    folder = HERE / "voc-palette"
    shutil.rmtree(folder, ignore_errors=True)
    for part in ("JPEGImages", "SegmentationClass", "SegmentationObject"):
        (folder / part).mkdir(parents=True)
    colours = np.zeros((256, 3), np.uint8)
    for i in range(256):
        for j in range(8):
            for c in range(3):
                colours[i, c] |= (i >> (3 * j + c) & 1) << (7 - j)
    (folder / "class_names.txt").write_text("\n".join(["_background_"] + CLASSES) + "\n")
    expected = {}
    for name, objects in scenes().items():
        classes, numbers = np.zeros((H, W), np.uint8), np.zeros((H, W), np.uint8)
        rim = np.zeros((H, W), np.uint8)
        for i, (c, mask) in enumerate(objects):
            classes[mask], numbers[mask] = c + 1, i + 1
            inner = cv2.erode(mask.astype(np.uint8), np.ones((3, 3), np.uint8), borderValue=0)
            rim |= mask.astype(np.uint8) - inner
        classes[rim > 0] = numbers[rim > 0] = 255
        for part, values in (("SegmentationClass", classes), ("SegmentationObject", numbers)):
            png = Image.fromarray(values, "P")
            png.putpalette(colours.ravel().tolist())
            png.save(folder / part / f"{name}.png")
        Image.fromarray(image(name)).save(folder / "JPEGImages" / f"{name}.png")
        expected[f"JPEGImages/{name}.png"] = [
            {"label": CLASSES[c], **rle(mask & (rim == 0))} for c, mask in objects]
    return expected


def camvid():
    folder = HERE / "camvid"
    shutil.rmtree(folder, ignore_errors=True)
    dataset().export(str(folder), "camvid", save_media=True, image_ext=".png", label_map=COLOURS)
    # Its reader ends a name at the first blank; what it wrote is one mask of each class.
    return {f"{'train' if name == 'a' else 'val'}/{name}.png": by_class(objects)
            for name, objects in scenes().items()}


def by_class(objects):
    union = {c: np.any([m for own, m in objects if own == c], axis=0) for c, _ in objects}
    return [{"label": CLASSES[c], **rle(union[c])} for c in sorted(union)]


def one_per_object():
    folder = HERE / "dsb"
    shutil.rmtree(folder, ignore_errors=True)
    expected = {}
    for name, objects in scenes().items():
        (folder / name / "images").mkdir(parents=True)
        (folder / name / "masks").mkdir()
        Image.fromarray(image(name)).save(folder / name / "images" / f"{name}.png")
        for i, (_, mask) in enumerate(objects):
            Image.fromarray(mask.astype(np.uint8) * 255).save(folder / name / "masks" / f"{i}.png")
        expected[f"{name}/images/{name}.png"] = [{"label": "thing", **rle(m)} for _, m in objects]
    return expected


def indices():
    """Class numbers as grey values, as Roboflow exports them."""
    folder = HERE / "masks"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "train").mkdir(parents=True)
    (folder / "train" / "_classes.csv").write_text(
        "Pixel Value, Class\n" + "".join(f"{i}, {n}\n" for i, n in enumerate(["background"] + CLASSES)))
    expected = {}
    for name, objects in scenes().items():
        values = np.zeros((H, W), np.uint8)
        for c, mask in objects:
            values[mask] = c + 1
        Image.fromarray(image(name)).save(folder / "train" / f"{name}.png")
        Image.fromarray(values).save(folder / "train" / f"{name}_mask.png")
        expected[f"train/{name}.png"] = [
            {"label": n, **rle(values == i + 1)} for i, n in enumerate(CLASSES) if (values == i + 1).any()]
    return expected


if __name__ == "__main__":
    result = {"yolo": supervision_yolo(), "yolo-merged": merged(sys.argv[1]), "voc": voc()}
    result |= {"voc-palette": palette(), "camvid": camvid(), "dsb": one_per_object()}
    result["masks"] = indices()
    (HERE / "expected.json").write_text(json.dumps(result, indent=1) + "\n")
