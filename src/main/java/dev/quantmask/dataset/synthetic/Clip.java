package dev.quantmask.dataset.synthetic;

import dev.quantmask.image.Headless;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A scene that moves: objects keep their ids, the camera pans, the HUD stays. Each frame follows
 * from the seed, the clip's number, the frame's number and the size.
 */
final class Clip {
  private static final int LIGHT_AND_QUALITY = 0; // the same in all frames

  private final FrameSize size;
  private final Scene scene;
  private final List<SceneObject> things; // as in the scene, with ids
  private final Map<Integer, Movement> movements = new LinkedHashMap<>(); // by the object's id
  private final Camera camera;
  private final BufferedImage hud;
  private final long salt;

  /**
   * Rolls a clip.
   *
   * @throws IllegalArgumentException when the size is too wide for a world that is wider
   */
  Clip(long seed, int number, FrameSize size) {
    Headless.choose();
    this.size = size;
    RandomSource dice = RandomSource.of(seed, -1 - number); // frames of images are from 0
    FrameSize world = worldOf(size);
    this.scene = Scene.roll(dice.split(), world);
    this.things = new ArrayList<>(scene.things());
    this.hud = Hud.roll(dice.split(), size);
    this.camera = Camera.roll(dice.split(), world.width() - size.width());
    this.salt = dice.salt();
    roll(dice.split());
  }

  static FrameSize worldOf(FrameSize size) {
    return new FrameSize(size.width() * 3 / 2, size.height());
  }

  private void roll(RandomSource dice) {
    int id = 0;
    for (int i = 0; i < things.size(); i++) {
      if (things.get(i).isAnnotated()) {
        SceneObject object = things.get(i).numbered(++id);
        things.set(i, object);
        movements.put(id, Movement.roll(dice, object, size));
      }
    }
  }

  Frame frame(int number) {
    int left = camera.left(number);
    RandomSource dice = RandomSource.of(salt, LIGHT_AND_QUALITY);
    Canvas canvas = new Canvas(size);
    Composition composition = new Composition(things(number, left), hud);
    canvas.paint((x, y) -> scene.ground().at(x + left, y));
    composition.drawOn(canvas);
    Lighting.apply(canvas, dice.split());
    Graphics2D graphics = canvas.graphics();
    graphics.drawImage(hud, 0, 0, null);
    graphics.dispose();
    byte[] jpeg = VideoCompression.jpeg(canvas, dice.split());
    return new Frame(size.width(), size.height(), jpeg, composition.masks());
  }

  /** From the back to the front, where the camera sees them. */
  private List<SceneObject> things(int frame, int left) {
    List<SceneObject> moved = new ArrayList<>();
    for (SceneObject thing : things) {
      moved.add(thing.isAnnotated() ? movements.get(thing.id()).at(frame, scene.depth()) : thing);
    }
    if (scene.depth() != null) {
      Perspective.sort(moved, scene.depth().metres(), scene.depth().ofScenery());
    }
    moved.replaceAll(
        thing -> {
          Place place = thing.place();
          Place seen = new Place(place.x() - left, place.y(), place.size());
          return thing.moved(thing.look(), seen, thing.pose());
        });
    return moved;
  }
}
