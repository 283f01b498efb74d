package dev.quantmask.dataset.format.voc;

import dev.quantmask.dataset.format.AnnotationFormat;
import dev.quantmask.dataset.format.InputPart;
import dev.quantmask.dataset.format.InputSample;
import dev.quantmask.dataset.format.ReaderOptions;
import dev.quantmask.dataset.reader.AnnotationReader;
import dev.quantmask.dataset.reader.InputFiles;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * <a href="http://host.robots.ox.ac.uk/pascal/VOC/voc2012/devkit_doc.pdf">Pascal VOC</a> with masks
 * of objects, also as CVAT's "Segmentation mask 1.1" and labelme's scripts write it.
 */
public final class VocFormat extends AnnotationFormat {
  public VocFormat() {
    super("voc", "Pascal VOC");
  }

  @Override
  public Optional<String> recognise(InputSample input) throws IOException {
    boolean isVoc =
        input.hasFile(name -> VocLayout.isIn(name, VocLayout.OBJECTS))
            || input.hasFile(name -> VocLayout.isIn(name, VocLayout.CLASSES))
            || (input.hasFile(name -> VocLayout.isIn(name, VocLayout.BOXES))
                && input.hasXml("annotation"));
    return titleIf(isVoc);
  }

  @Override
  public List<InputPart> parts(InputFiles files) throws IOException {
    return new VocParts(files).parts();
  }

  @Override
  public AnnotationReader reader(InputFiles part, ReaderOptions options) throws IOException {
    return new VocReader(part, options);
  }

  @Override
  public Optional<WriterOpener> writer() {
    return Optional.of(VocWriter::new);
  }
}
