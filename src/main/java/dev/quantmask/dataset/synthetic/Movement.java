package dev.quantmask.dataset.synthetic;

/**
 * How an object moves in a clip: along a line, to and fro, and in scenes with depth also away and
 * back. Where it is in a frame follows from the frame's number alone.
 *
 * @param object as it is in the first frame
 * @param angle of the line, in radians
 * @param speed in pixels a frame
 * @param reach how far it goes to either side, in pixels
 * @param sway by what part its distance changes
 * @param swayFrames how long it takes to come back to its distance
 */
record Movement(
    SceneObject object, double angle, double speed, double reach, double sway, double swayFrames) {
  private static final double STRIDE = 0.35; // radians of what moves by itself, a frame
  private static final double SHUTTER = 0.4; // of a frame, in which movement blurs

  static Movement roll(RandomSource dice, SceneObject object, FrameSize size) {
    boolean stands =
        switch (object.objectClass()) {
          case CRATE, TURRET, PICKUP -> true;
          case PLAYER, ENEMY, VEHICLE, DRONE, PROJECTILE -> false;
        };
    double angle =
        switch (object.view()) {
          case TOP -> object.pose().turn();
          case SIDE, FRONT -> object.flies() ? dice.between(-0.3, 0.3) : 0;
        };
    double back = dice.chance(0.5) ? Math.PI : 0;
    double speed = dice.between(0.6, 1.4) * speed(object.objectClass()) * size.scale();
    double reach = dice.between(0.15, 0.7) * size.width();
    boolean deep = object.view() == View.FRONT;
    return new Movement(
        object,
        angle + back,
        stands ? 0 : speed,
        reach,
        deep && !stands ? dice.between(0.05, 0.4) : 0,
        dice.between(60, 200));
  }

  /** Pixels of a frame 360 high. */
  private static double speed(ObjectClass objectClass) {
    return switch (objectClass) {
      case PLAYER, ENEMY -> 2;
      case DRONE -> 3;
      case VEHICLE -> 4;
      case PROJECTILE -> 8;
      case CRATE, PICKUP, TURRET -> 0;
    };
  }

  /**
   * Returns the object in a frame.
   *
   * @param depth null where there is none
   */
  SceneObject at(int frame, Scene.Depth depth) {
    double cycle = (frame * speed + reach) % (4 * reach);
    boolean forth = cycle < 2 * reach;
    double way = forth ? cycle - reach : 3 * reach - cycle;
    double nearer = 1 + sway * Math.sin(2 * Math.PI * frame / swayFrames);
    Place first = object.place();
    double x = first.x() + way * Math.cos(angle);
    double y = first.y() + way * Math.sin(angle);
    Place place =
        depth == null
            ? new Place(x, y, first.size())
            : new Place(
                depth.x() + (x - depth.x()) * nearer,
                depth.y() + (y - depth.y()) * nearer,
                first.size() * nearer);
    double heading = forth ? angle : angle + Math.PI;
    double blur = SHUTTER * speed;
    Pose pose = facing(heading).smeared(blur * Math.cos(heading), blur * Math.sin(heading));
    return object.moved(object.look().moved(STRIDE * frame), place, pose);
  }

  private Pose facing(double heading) {
    if (speed == 0) {
      return object.pose();
    }
    return object.view() == View.TOP
        ? object.pose().turnedTo(heading)
        : object.pose().mirrored(Math.cos(heading) < 0);
  }
}
