/** Run-length masks, polygons and boxes, as pycocotools' mask API treats them. */
package dev.quantmask.coco.mask;
