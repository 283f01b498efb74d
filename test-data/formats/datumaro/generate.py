"""Makes train.json, val.json, their images, and in expected.txt the masks by pycocotools.

Made with Python 3.11, datumaro 1.13.12, pycocotools 2.0.11: python generate.py FOLDER
"""
import json, os, shutil, sys
import datumaro as dm
import numpy as np
from datumaro.components.annotation import Ellipse
from datumaro.components.media import Image
from pycocotools import mask as coco

out = sys.argv[1]
donut = np.zeros((30, 40), bool)
donut[3:9, 4:20] = True
donut[5:7, 8:12] = False
grey = np.full((30, 40, 3), 90, np.uint8)
items = [
    dm.DatasetItem(id='a', subset='train', media=Image.from_numpy(grey, ext='.png'), annotations=[
        dm.Polygon([1.5, 1.25, 12, 3, 9, 14.5], label=1, id=0, group=0),
        dm.Polygon([20, 5, 30, 5, 30, 15], label=0, id=1, group=7),
        dm.Polygon([32, 5, 38, 5, 38, 15], label=0, id=2, group=7),
        dm.Mask(donut, label=0, id=3, group=0, attributes={'is_crowd': True}),
        dm.Bbox(2, 20, 8, 6, label=1, id=4),
        Ellipse(20, 18, 32, 26, label=1, id=5),
        dm.PolyLine([1, 1, 5, 5], label=0), dm.Label(0)]),
    dm.DatasetItem(id='sub/b', subset='val', media=Image.from_numpy(grey, ext='.png'), annotations=[]),
]
shutil.rmtree(out, ignore_errors=True)
dm.Dataset.from_iterable(items, categories=['dog', 'cat']).export(out, 'datumaro', save_media=True)
ring = lambda *rings: coco.merge(coco.frPyObjects([list(map(float, r)) for r in rings], 30, 40))
angles = np.arange(720) * np.pi / 360
oval = np.stack([26 + 6 * np.cos(angles), 22 + 4 * np.sin(angles)], 1).ravel()
expected = [
    ['cat', ring([1.5, 1.25, 12, 3, 9, 14.5])],
    ['dog', ring([20, 5, 30, 5, 30, 15], [32, 5, 38, 5, 38, 15])],
    ['dog', coco.encode(np.asfortranarray(donut.astype(np.uint8)))],
    ['cat', ring([2, 20, 10, 20, 10, 26, 2, 26])],
    ['cat', ring(oval)],
]
with open(os.path.join(out, 'expected.txt'), 'w') as f:
    json.dump([{'label': l, 'counts': m['counts'].decode()} for l, m in expected], f, indent=1)
