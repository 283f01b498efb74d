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
