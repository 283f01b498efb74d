package dev.quantmask.coco.mask;

/** The upper left corner and the size, in pixels; corners may lie between pixels. */
public record CocoBox(double x, double y, double width, double height) {
  public double area() {
    return width * height;
  }
}
