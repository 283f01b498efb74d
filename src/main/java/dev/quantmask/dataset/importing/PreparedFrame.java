package dev.quantmask.dataset.importing;

import java.util.List;

/** A picture and its objects, ready to be written but for the numbers. */
record PreparedFrame(String picture, int width, int height, List<PreparedObject> objects) {}
