package dev.quantmask.image.vp8l;

/** Green was subtracted from red and blue. */
record SubtractedGreen() implements Transform {
  @Override
  public void undo(int[] pixels, int width, int height) {
    for (int i = 0; i < width * height; i++) {
      int green = pixels[i] >> 8 & 0xff;
      pixels[i] = Transform.add(pixels[i], green << 16 | green);
    }
  }
}
