package dev.quantmask.dataset.synthetic;

/**
 * Something that stands in a scene.
 *
 * @param objectClass null for scenery, which hides others and is not annotated
 */
record Thing(
    ObjectClass objectClass,
    Sprite sprite,
    View view,
    Look look,
    Place place,
    Pose pose,
    Haze haze) {
  static Thing object(ObjectClass objectClass, View view, Look look, Place place, Pose pose) {
    return new Thing(objectClass, objectClass.sprite(), view, look, place, pose, Haze.NONE);
  }

  static Thing scenery(Sprite sprite, View view, Look look, Place place, Pose pose) {
    return new Thing(null, sprite, view, look, place, pose, Haze.NONE);
  }

  Thing in(Haze air) {
    return new Thing(objectClass, sprite, view, look, place, pose, air);
  }

  boolean isAnnotated() {
    return objectClass != null;
  }

  boolean flies() {
    return isAnnotated() && objectClass.flies();
  }
}
