package dev.quantmask.annotation;

import java.io.IOException;

/** The formats that can be imported. */
public enum AnnotationFormat {
  LABELME,
  VIA,
  CVAT,
  SUPERVISELY,
  LABELSTUDIO,
  COCO;

  AnnotationReader reader(ImportRequest request) throws IOException {
    String suffix = this == CVAT ? ".xml" : ".json";
    InputFiles files = InputFiles.of(request.input(), suffix, request.written());
    return switch (this) {
      case LABELME -> new LabelMeReader(files);
      case VIA -> new ViaReader(files, request.classAttribute());
      case CVAT -> new CvatReader(files);
      case SUPERVISELY -> new SuperviselyReader(files);
      case LABELSTUDIO -> new LabelStudioReader(files);
      case COCO -> new CocoImportReader(files, request.out());
    };
  }
}
