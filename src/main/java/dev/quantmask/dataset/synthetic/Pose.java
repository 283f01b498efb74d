package dev.quantmask.dataset.synthetic;

/**
 * Says how a thing is held.
 *
 * @param turn clockwise, in radians
 * @param mirrored before it is turned
 * @param smearX how far it moves while the image is taken, in pixels, as {@code smearY}
 */
record Pose(double turn, boolean mirrored, double smearX, double smearY) {
  static final Pose UPRIGHT = turned(0);

  static Pose turned(double turn) {
    return new Pose(turn, false, 0, 0);
  }

  /**
   * Returns what stands is upright; what flies is turned by up to an angle, projectiles by another.
   */
  static Pose rollTurn(RandomSource dice, ObjectClass objectClass, double flight, double sway) {
    return switch (objectClass) {
      case PROJECTILE -> turned(dice.between(-flight, flight));
      case DRONE, PICKUP -> turned(dice.between(-sway, sway));
      case PLAYER, ENEMY, VEHICLE, CRATE, TURRET -> UPRIGHT;
    };
  }

  Pose mirrored(boolean mirror) {
    return new Pose(turn, mirror, smearX, smearY);
  }

  Pose turnedTo(double newTurn) {
    return new Pose(newTurn, mirrored, smearX, smearY);
  }

  Pose smeared(double wayX, double wayY) {
    return new Pose(turn, mirrored, wayX, wayY);
  }

  /** It moves the way it points. */
  Pose smearedAlong(double way) {
    return new Pose(turn, mirrored, way * Math.cos(turn), way * Math.sin(turn));
  }

  Pose smearedSideways(double way) {
    return new Pose(turn, mirrored, way, 0);
  }
}
