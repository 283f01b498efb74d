package dev.quantmask.dataset.importing;

import dev.quantmask.dataset.format.AnnotationWriter;
import dev.quantmask.dataset.format.ImageAnnotations;
import dev.quantmask.dataset.format.ObjectAnnotation;
import dev.quantmask.dataset.reader.RecordFile;
import dev.quantmask.io.TemporaryFile;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Images between reading and writing: labels get their numbers, and images their order, when the
 * last one has been read. The objects wait on disk; in memory is a line an image.
 */
final class AnnotationStore implements Closeable {
  private final RecordFile records;
  private final List<Entry> entries = new ArrayList<>();
  private final Set<String> labels = new TreeSet<>();

  /** An image of a part, whose objects are on disk. */
  record Entry(
      int part,
      String fileName,
      int width,
      int height,
      int objectCount,
      RecordFile.Place objects) {}

  /** Begins a file that is gone when the store is closed. */
  AnnotationStore(TemporaryFile file) throws IOException {
    this.records = new RecordFile(file);
  }

  void add(int part, ImageAnnotations image) throws IOException {
    RecordFile.Place objects = records.add(ObjectAnnotationCodec.of(image.objects()));
    entries.add(
        new Entry(
            part,
            image.fileName(),
            image.width(),
            image.height(),
            image.objects().size(),
            objects));
    image.objects().forEach(object -> labels.add(object.label()));
  }

  /** Returns the images in the order of their images' names. */
  List<Entry> entries() {
    return entries.stream().sorted(Comparator.comparing(Entry::fileName)).toList();
  }

  /** Returns the labels of the objects. */
  Set<String> labels() {
    return labels;
  }

  /** Returns some of the images, which are read while they are written. */
  AnnotationWriter.ImageSource source(List<Entry> some) {
    return new AnnotationWriter.ImageSource() {
      @Override
      public void eachName(AnnotationWriter.ImageHandler handler) throws IOException {
        for (Entry entry : some) {
          handler.accept(image(entry, List.of()));
        }
      }

      @Override
      public void each(AnnotationWriter.ImageHandler handler) throws IOException {
        for (Entry entry : some) {
          byte[] objects = records.read(entry.objects());
          handler.accept(image(entry, ObjectAnnotationCodec.read(objects)));
        }
      }
    };
  }

  private static ImageAnnotations image(Entry entry, List<ObjectAnnotation> objects) {
    return new ImageAnnotations(entry.fileName(), entry.width(), entry.height(), objects);
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
