package dev.quantmask.dataset.importing;

import java.util.List;

/** An image and its objects, ready to be written but for the numbers. */
record PreparedFrame(String fileName, int width, int height, List<PreparedObject> objects) {}
