package dev.quantmask.dataset.synthetic;

/**
 * Something that stands in a scene.
 *
 * @param objectClass null for scenery, which hides others and is not annotated
 */
record SceneObject(
    ObjectClass objectClass,
    Sprite sprite,
    View view,
    Look look,
    Place place,
    Pose pose,
    Haze haze) {
  static SceneObject object(ObjectClass objectClass, View view, Look look, Place place, Pose pose) {
    return new SceneObject(objectClass, objectClass.sprite(), view, look, place, pose, Haze.NONE);
  }

  static SceneObject scenery(Sprite sprite, View view, Look look, Place place, Pose pose) {
    return new SceneObject(null, sprite, view, look, place, pose, Haze.NONE);
  }

  SceneObject in(Haze air) {
    return new SceneObject(objectClass, sprite, view, look, place, pose, air);
  }

  boolean isAnnotated() {
    return objectClass != null;
  }

  boolean flies() {
    return isAnnotated() && objectClass.flies();
  }
}
