package dev.quantmask.dataset.synthetic;

/** A sprite that looks the same from the side and from before it. */
interface LevelSprite extends Sprite {
  void top(Pen pen, Look look);

  void level(Pen pen, Look look);

  @Override
  default void draw(Pen pen, View view, Look look) {
    if (view == View.TOP) {
      top(pen, look);
    } else {
      level(pen, look);
    }
  }
}
