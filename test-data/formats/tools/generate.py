"""Writes annotation files with the writers of the tools themselves, and expected.json: the masks that the files
have. Run in this folder; versions are in README.md."""

import io
import json
import pathlib
import shutil
import sys

import datumaro as dm
import label_studio_sdk.converter.brush as brush
import numpy as np
from labelme import utils
from labelme._label_file import LabelFile
from PIL import Image
from pycocotools import mask as coco

HERE = pathlib.Path(".")
WIDTH, HEIGHT = 26, 20
POLYGON = [2.0, 3.0, 14.0, 3.0, 14.0, 9.0, 8.5, 15.25]


def blob(seed, height=HEIGHT, width=WIDTH):
    """Pixels with holes, and parts that touch at corners only."""
    noise = np.random.default_rng(seed).random((height + 2, width + 2))
    smooth = sum(noise[i : i + height, j : j + width] for i in range(3) for j in range(3))
    return smooth > np.quantile(smooth, 0.55)


def png():
    pixels = np.random.default_rng(1).integers(0, 255, (HEIGHT, WIDTH, 3), dtype=np.uint8)
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "png")
    return stream.getvalue()


def counts(mask):
    return coco.encode(np.asfortranarray(mask.astype(np.uint8)))["counts"].decode()


def polygon_mask():
    return coco.decode(coco.merge(coco.frPyObjects([POLYGON], HEIGHT, WIDTH))).astype(bool)


def labelme(folder):
    """The image is in imageData alone."""
    part = blob(2, 9, 12)
    full = np.zeros((HEIGHT, WIDTH), bool)
    full[5:14, 7:19] = part
    plain = {"group_id": None, "description": "", "flags": {}}
    shapes = [
        {"label": "crab", "points": np.reshape(POLYGON, (-1, 2)).tolist(), "shape_type": "polygon", "mask": None}
        | plain,
        {"label": "fish", "points": [[7, 5], [18, 13]], "shape_type": "mask", "mask": utils.img_arr_to_b64(part)}
        | plain,
    ]
    LabelFile().save(str(folder / "a.json"), shapes, "a.png", HEIGHT, WIDTH, imageData=png())
    return [("crab", polygon_mask()), ("fish", full)]


def labelstudio(folder):
    mask = blob(3)
    Image.fromarray(mask.astype(np.uint8) * 255).save(folder / "mask.png")
    annotation = brush.image2annotation(str(folder / "mask.png"), "crab", "tag", "image")
    (folder / "mask.png").unlink()
    annotation["result"][0]["id"] = "r1"
    decoded = brush.decode_rle(annotation["result"][0]["value"]["rle"]).reshape(HEIGHT, WIDTH, 4)
    assert ((decoded[..., 3] > 0) == mask).all()
    task = {"id": 1, "data": {"image": "/data/upload/1/0123abcd-a.png"}, "annotations": [{"id": 1, **annotation}]}
    (folder / "export.json").write_text(json.dumps([task]))
    (folder / "a.png").write_bytes(png())
    return [("crab", mask)]


def cvat(folder):
    item = dm.DatasetItem(
        id="a",
        subset="train",
        media=dm.Image.from_numpy(np.array(Image.open(io.BytesIO(png())))[..., ::-1]),
        annotations=[
            dm.Polygon(POLYGON, label=1, group=1),
            dm.Bbox(15, 10, 6, 7, label=0, group=2),
        ],
    )
    dm.Dataset.from_iterable([item], categories=["fish", "crab"]).export(str(folder), "cvat", save_media=True)
    box = np.zeros((HEIGHT, WIDTH), bool)
    box[10:17, 15:21] = True
    return [("crab", polygon_mask()), ("fish", box)]


def supervisely(folder):
    import supervisely as sly

    mask = blob(4, 9, 12)
    full = np.zeros((HEIGHT, WIDTH), bool)
    full[3:12, 10:22] = mask
    classes = [sly.ObjClass("fish", sly.Polygon, [255, 0, 0]), sly.ObjClass("crab", sly.Bitmap, [0, 255, 0]), sly.ObjClass("way", sly.Polyline, [0, 0, 255])]
    meta = sly.ProjectMeta(obj_classes=sly.ObjClassCollection(classes))
    label = sly.Label(sly.Bitmap(mask, origin=sly.PointLocation(3, 10)), classes[1])
    annotation = sly.Annotation((HEIGHT, WIDTH), [label]).to_json()
    for part in ("ann", "img"):
        (folder / "set" / part).mkdir(parents=True)
    (folder / "meta.json").write_text(json.dumps(meta.to_json()))
    (folder / "set/ann/a.png.json").write_text(json.dumps(annotation))
    (folder / "set/img/a.png").write_bytes(png())
    return [("crab", full)]


def main():
    expected = {}
    for tool in (labelme, labelstudio, cvat, supervisely):
        folder = HERE / tool.__name__
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        expected[tool.__name__] = [{"label": label, "counts": counts(mask)} for label, mask in tool(folder)]
    (HERE / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")
    sys.stdout.write(json.dumps({name: len(objects) for name, objects in expected.items()}) + "\n")


if __name__ == "__main__":
    main()
