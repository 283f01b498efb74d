package dev.quantmask.dataset.synthetic;

import java.awt.Color;

/**
 * Tells two things of one class apart.
 *
 * @param main the colour of the large parts, {@code accent} that of small ones, {@code metal} of
 *     weapons, tyres and frames
 * @param style which of a class's variants, at least 0; sprites take it modulo their number
 * @param phase of what moves (legs, rotors, claws), 0 to 2 pi
 * @param aim an angle of what swivels, -1 to 1
 */
record Look(Color main, Color accent, Color metal, int style, double phase, double aim) {
  /** The same with legs, rotors and claws moved on. */
  Look moved(double radians) {
    return new Look(main, accent, metal, style, phase + radians, aim);
  }

  static Look roll(RandomSource dice, double hue0, double hue1) {
    boolean odd = dice.chance(0.15);
    Color main =
        odd ? dice.anyColour(0.5, 0.75) : dice.colour(hue0, hue1, dice.between(0.4, 0.85), 0.75);
    Color accent = dice.anyColour(0.8, 0.95);
    Color metal = dice.colour(0.5, 0.7, 0.15, dice.between(0.25, 0.5));
    return new Look(
        main, accent, metal, dice.integer(0, 5), dice.between(0, 2 * Math.PI), dice.between(-1, 1));
  }
}
