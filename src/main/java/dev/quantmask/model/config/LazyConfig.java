package dev.quantmask.model.config;

import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;

/** Detectron2's second kind of configuration: a program of Python, which is not run here. */
final class LazyConfig {
  private LazyConfig() {}

  /** What to say where one is found. */
  static IOException found(Path file) {
    return new IOException(
        Text.format(
            "%s: expected a YAML configuration, found a LazyConfig, which only Python can run; dump"
                + " the YAML of the same network with the values of this one, for instance: python"
                + " -c \"from detectron2 import model_zoo;"
                + " print(model_zoo.get_config('COCO-InstanceSegmentation/mask_rcnn_R_50_FPN_3x.yaml')"
                + ".dump())\" > config.yaml",
            file));
  }
}
