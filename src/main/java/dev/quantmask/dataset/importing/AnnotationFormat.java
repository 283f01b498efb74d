package dev.quantmask.dataset.importing;

import dev.quantmask.dataset.format.coco.CocoImportReader;
import dev.quantmask.dataset.format.cvat.CvatReader;
import dev.quantmask.dataset.format.labelme.LabelMeReader;
import dev.quantmask.dataset.format.labelstudio.LabelStudioReader;
import dev.quantmask.dataset.format.supervisely.SuperviselyReader;
import dev.quantmask.dataset.format.via.ViaReader;
import dev.quantmask.dataset.reader.AnnotationReader;
import dev.quantmask.dataset.reader.InputFiles;
import java.io.IOException;

/** The formats that can be imported. */
public enum AnnotationFormat {
  LABELME(".json"),
  VIA(".json"),
  CVAT(".xml"),
  SUPERVISELY(".json"),
  LABELSTUDIO(".json"),
  COCO(".json");

  private final String suffix;

  AnnotationFormat(String suffix) {
    this.suffix = suffix;
  }

  /** Returns the suffix of the files that are looked for in a folder. */
  String suffix() {
    return suffix;
  }

  AnnotationReader reader(InputFiles files, ImportRequest request) throws IOException {
    return switch (this) {
      case LABELME -> new LabelMeReader(files);
      case VIA -> new ViaReader(files, request.classAttribute(), request.labelOfUnlabelled());
      case CVAT -> new CvatReader(files);
      case SUPERVISELY -> new SuperviselyReader(files);
      case LABELSTUDIO -> new LabelStudioReader(files);
      case COCO -> new CocoImportReader(files, request.out());
    };
  }
}
