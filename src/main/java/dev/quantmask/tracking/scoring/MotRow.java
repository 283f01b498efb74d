package dev.quantmask.tracking.scoring;

import dev.quantmask.coco.mask.CocoBox;

/**
 * A line of a file of MOTChallenge: an object in a frame.
 *
 * @param frame from 1
 * @param id of the track
 */
record MotRow(int frame, long id, CocoBox box) {}
