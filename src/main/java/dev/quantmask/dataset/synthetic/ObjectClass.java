package dev.quantmask.dataset.synthetic;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Lists what is annotated; the order is that of {@code classes.txt}. */
enum ObjectClass {
  PLAYER(new PlayerSprite(), 0.50, 0.70, 1.9, false),
  ENEMY(new EnemySprite(), 0.93, 1.12, 2.2, false),
  VEHICLE(new VehicleSprite(), 0.0, 1.0, 3.8, false),
  DRONE(new DroneSprite(), 0.45, 0.85, 1.7, true),
  CRATE(new CrateSprite(), 0.06, 0.13, 1.5, false),
  PICKUP(new PickupSprite(), 0.0, 1.0, 1.0, true),
  PROJECTILE(new ProjectileSprite(), 0.0, 0.2, 1.4, true),
  TURRET(new TurretSprite(), 0.15, 0.45, 2.4, false);

  @SuppressWarnings("ImmutableEnumChecker") // sprites have no state
  private final Sprite sprite;

  private final double hue0;
  private final double hue1;
  private final double metres;
  private final boolean flies;

  ObjectClass(Sprite sprite, double hue0, double hue1, double metres, boolean flies) {
    this.sprite = sprite;
    this.hue0 = hue0;
    this.hue1 = hue1;
    this.metres = metres;
    this.flies = flies;
  }

  /** Returns how long two of the sprite's units are in the world. */
  double metres() {
    return metres;
  }

  boolean flies() {
    return flies;
  }

  /** Returns where it touches the ground, in the sprite's units below its middle. */
  double feet(View view) {
    return switch (this) {
      case PLAYER, ENEMY -> 0.98;
      case VEHICLE -> view == View.SIDE ? 0.65 : 0.74;
      case CRATE -> view == View.SIDE ? 0.85 : 0.91;
      case TURRET -> 0.94;
      case DRONE, PICKUP, PROJECTILE -> 1;
    };
  }

  Sprite sprite() {
    return sprite;
  }

  Look rollLook(RandomSource dice) {
    return Look.roll(dice, hue0, hue1);
  }

  /** Returns the label as annotations name it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<String> labels() {
    return Arrays.stream(values()).map(ObjectClass::label).toList();
  }
}
