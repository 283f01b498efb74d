"""Makes data sets of LVIS' kind, CASE/gt.json.gz and CASE/dt.json.gz, and CASE/expected.json: what lvis 0.5.3 makes of them, with
pycocotools 2.0.11 and numpy 2.3 or newer. numpy before 2.3 rounds some of the means otherwise; numpy from 1.24 on lacks the
np.float that lvis uses, and gets it back here. Always the same bytes. Run in this folder."""

import gzip
import json
import logging
import pathlib
import sys

import numpy as np

np.float = float
sys.path.append("../scoring")
from extras import boundary  # noqa: E402
from lvis import LVIS, LVISEval, LVISResults  # noqa: E402
from pycocotools import mask as coco  # noqa: E402

HEIGHT, WIDTH = 120, 160


def box(rng):
    return [float(v) for v in (rng.integers(0, 100), rng.integers(0, 80), rng.integers(2, 60), rng.integers(2, 40))]


def polygon(triangle, x, y, w, h):
    return [x + w / 2, y, x + w, y + h, x, y + h] if triangle else [x, y, x + w, y, x + w, y + h, x, y + h]


def compressed(ring):
    return {"size": [HEIGHT, WIDTH], "counts": coco.frPyObjects([ring], HEIGHT, WIDTH)[0]["counts"].decode()}


def uncompressed(ring):
    pixels = coco.decode(coco.frPyObjects([ring], HEIGHT, WIDTH)[0]).T.ravel()
    runs = np.diff(np.flatnonzero(np.diff(pixels, prepend=2, append=2))).tolist()
    return {"size": [HEIGHT, WIDTH], "counts": [0] * int(pixels[0]) + runs}


def detection(rng, image, category, own, triangle=True):
    ring = polygon(triangle, *own)
    segmentation = [ring] if rng.random() < 0.3 else compressed(ring)
    score = float(rng.integers(1, 25)) / 25  # many are equal
    return {"image_id": image, "category_id": category, "bbox": own, "score": score, "segmentation": segmentation}


def dataset(seed, images, categories, noise):
    """Categories without objects, images without objects, categories that the file lacks, objects without an area: all are there."""
    rng = np.random.default_rng(seed)
    ids = [int(c) for c in rng.permutation(np.arange(1, 3 * categories, 3))]
    truth = {"images": [], "categories": [], "annotations": []}
    truth["categories"] = [{"id": c, "frequency": "rcf"[rng.integers(3)]} for c in ids] + [{"id": 2, "frequency": "c"}]
    found = []
    for image in map(int, 10 + rng.permutation(images)):
        present = list(map(int, rng.choice(ids, rng.integers(0, 4), replace=False)))
        absent = [c for c in ids if c not in present and rng.random() < 2 / categories] + [999]
        partly = [c for c in present + absent if rng.random() < 0.25]
        truth["images"].append({"id": image, "width": WIDTH, "height": HEIGHT, "neg_category_ids": absent,
                                "not_exhaustive_category_ids": partly})
        for category in present:
            for _ in range(rng.integers(1, 4)):
                own = box(rng) if rng.random() < 0.9 else [2.0, 2.0, 150.0, 110.0]
                triangle = bool(rng.random() < 0.3)
                ring = polygon(triangle, *own)
                one = {"id": len(truth["annotations"]), "image_id": image, "category_id": category, "bbox": own,
                       "area": own[2] * own[3], "segmentation": [ring] if rng.random() < 0.8 else uncompressed(ring)}
                if rng.random() < 0.1:
                    one |= [{"ignore": 1}, {"ignore": 0}, {"area": 0}, {"iscrowd": 1}][rng.integers(4)]
                truth["annotations"].append(one)
                for _ in range(rng.integers(0, 3)):
                    moved = np.maximum(np.array(own) + rng.integers(-3, 4, 4), [0, 0, rng.random() > 0.02, 1])
                    taken_for = category if rng.random() < 0.85 else int(rng.choice(ids + [998]))
                    found.append(detection(rng, image, taken_for, [float(v) for v in moved], triangle))
        for _ in range(rng.integers(0, noise)):
            found.append(detection(rng, image, int(rng.choice((present + absent + ids)[:7])), box(rng)))
    return truth, [found[i] for i in rng.permutation(len(found))]


def with_texts(truth, found):
    """Ids are texts, in another order than that of the numbers; an object's id comes twice."""
    def text(c):
        return f"k{c * 13 % 97}"

    for image in truth["images"]:
        for field in ("neg_category_ids", "not_exhaustive_category_ids"):
            image[field] = list(map(text, image[field]))
    for category in truth["categories"]:
        category["id"] = text(category["id"])
    for one in truth["annotations"] + found:
        one["category_id"] = text(one["category_id"])
    for one in truth["images"]:
        one["id"] = f"i{one['id'] * 7 % 1009}"
    for one in truth["annotations"] + found:
        one["image_id"] = f"i{one['image_id'] * 7 % 1009}"
    truth["annotations"][3]["id"] = truth["annotations"][7]["id"]
    truth["annotations"][7]["area"] = 0
    return truth, found


def masks_only(truth, found):
    for one in found:
        if isinstance(one["segmentation"], list):
            one["segmentation"] = compressed(one["segmentation"][0])
        del one["bbox"]
    return truth, found


def boxes_only(truth, found):
    for one in found:
        del one["segmentation"]
    return truth, found


def write(file, value):
    file.write_bytes(gzip.compress(json.dumps(value).encode(), mtime=0))


class BoundaryEval(LVISEval):
    """Not in lvis: the lesser of the IoU of masks and of their boundaries."""

    def compute_iou(self, image, category):
        whole = super().compute_iou(image, category)
        objects = self._gts[image, category] + self._dts[image, category]
        masks = [one["segmentation"] for one in objects]
        for one in objects:
            one["segmentation"] = boundary(one["segmentation"])
        edges = super().compute_iou(image, category)
        for one, mask in zip(objects, masks):
            one["segmentation"] = mask
        return np.minimum(whole, edges) if len(whole) else whole


def score(folder, iou_type, most):
    truth = json.loads(gzip.decompress((folder / "gt.json.gz").read_bytes()))
    found = json.loads(gzip.decompress((folder / "dt.json.gz").read_bytes()))
    plain = folder / "gt.json"
    plain.write_text(json.dumps(truth))
    annotations = LVIS(str(plain))
    plain.unlink()
    kind = BoundaryEval if iou_type == "boundary" else LVISEval
    found = LVISResults(annotations, found, max_dets=most)
    evaluation = kind(annotations, found, iou_type.replace("boundary", "segm"))
    evaluation.params.max_dets = most
    evaluation.run()
    classes = []
    for k in range(len(evaluation.params.cat_ids)):
        precision = evaluation.eval["precision"][:, :, k, 0]
        classes.append(float(np.mean(precision)) if precision.max() > -1 else -1)
    return {name: float(figure) for name, figure in evaluation.results.items()} | {"classes": classes}


CASES = {
    "mixed": dataset(1, 250, 30, 6),
    "crowded": dataset(2, 6, 5, 700),
    "texts": with_texts(*dataset(3, 60, 14, 5)),
    "masks": masks_only(*dataset(4, 40, 10, 5)),
    "boxes": boxes_only(*dataset(5, 40, 10, 5)),
}


def main():
    logging.disable(logging.CRITICAL)
    for name, (truth, found) in CASES.items():
        folder = pathlib.Path(name)
        folder.mkdir(exist_ok=True)
        write(folder / "gt.json.gz", truth)
        write(folder / "dt.json.gz", found)
        lines = []
        for iou_type in ("bbox", "segm", "boundary"):
            for most in (300, 100) if name == "crowded" else (300,):
                lines.append({"iouType": iou_type, "maxDets": most} | score(folder, iou_type, most))
        (folder / "expected.json").write_text("[" + ",\n".join(map(json.dumps, lines)) + "]\n")


if __name__ == "__main__":
    main()
