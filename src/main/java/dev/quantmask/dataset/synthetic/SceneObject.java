package dev.quantmask.dataset.synthetic;

/**
 * Something that stands in a scene.
 *
 * @param objectClass null for scenery, which hides others and is not annotated
 * @param id of an object over the frames of a clip, from 1; 0 elsewhere
 */
record SceneObject(
    ObjectClass objectClass,
    Sprite sprite,
    View view,
    Look look,
    Place place,
    Pose pose,
    Haze haze,
    int id) {
  SceneObject(
      ObjectClass objectClass,
      Sprite sprite,
      View view,
      Look look,
      Place place,
      Pose pose,
      Haze haze) {
    this(objectClass, sprite, view, look, place, pose, haze, 0);
  }

  static SceneObject object(ObjectClass objectClass, View view, Look look, Place place, Pose pose) {
    return new SceneObject(objectClass, objectClass.sprite(), view, look, place, pose, Haze.NONE);
  }

  static SceneObject scenery(Sprite sprite, View view, Look look, Place place, Pose pose) {
    return new SceneObject(null, sprite, view, look, place, pose, Haze.NONE);
  }

  SceneObject in(Haze air) {
    return new SceneObject(objectClass, sprite, view, look, place, pose, air, id);
  }

  SceneObject numbered(int number) {
    return new SceneObject(objectClass, sprite, view, look, place, pose, haze, number);
  }

  SceneObject moved(Look newLook, Place newPlace, Pose newPose) {
    return new SceneObject(objectClass, sprite, view, newLook, newPlace, newPose, haze, id);
  }

  boolean isAnnotated() {
    return objectClass != null;
  }

  boolean flies() {
    return isAnnotated() && objectClass.flies();
  }
}
