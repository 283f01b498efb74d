package dev.quantmask.dataset.synthetic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quantmask.coco.mask.PixelWindow;
import dev.quantmask.dataset.format.labelme.LabelMeFile;
import dev.quantmask.io.Json;

/** The annotations of a frame as LabelMe writes them. */
final class LabelMeFrame {
  private LabelMeFrame() {}

  static byte[] json(Frame frame, String imagePath) {
    LabelMeFile file = new LabelMeFile();
    for (ObjectMask mask : frame.masks()) {
      PixelWindow window = new PixelWindow(mask.x0(), mask.y0(), mask.width(), mask.height());
      ObjectNode shape = file.mask(mask.objectClass().label(), window, mask.inside());
      if (mask.id() > 0) {
        shape.put("group_id", mask.id());
      }
    }
    return Json.bytes(file.json(imagePath, frame.width(), frame.height()));
  }
}
