package dev.quantmask.dataset.importing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.quantmask.dataset.format.AnnotationFormat;
import dev.quantmask.dataset.format.AnnotationFormats;
import dev.quantmask.dataset.validation.CocoCheck;
import dev.quantmask.testing.TestImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is in a file, it is imported, or what is wrong with it is found: nothing is thrown. */
class ImportFuzzTest {
  private static final Set<String> FOLDERS = Set.of("masks", "supervisely", "voc", "yolo");

  @TempDir private Path folder;

  private static Stream<byte[]> seeds(String... texts) {
    return Stream.of(texts).map(text -> text.replace('\'', '"').getBytes(UTF_8));
  }

  private void importFile(AnnotationFormat format, String name, byte[] bytes) {
    try {
      new ImportFixture(folder, format)
          .file("meta.json", "{'classes': []}")
          .file("classes.txt", "crab\nboat\n")
          .bytes(name, bytes)
          .input(FOLDERS.contains(format.name()) ? "" : name)
          .withoutImages()
          .skipBroken()
          .run();
    } catch (IOException refused) {
      return; // as documented: nothing of it can be used
    }
  }

  static Stream<byte[]> labelMeFiles() {
    return seeds(
        """
        {'version': '5.4.1', 'imagePath': 'a.png', 'imageWidth': 40, 'imageHeight': 30, 'shapes': [
          {'label': 'a', 'shape_type': 'polygon', 'points': [[1, 2], [11, 2], [11, 12]], 'group_id': 1},
          {'label': 'a', 'shape_type': 'rectangle', 'points': [[1, 2], [11, 12]], 'group_id': null},
          {'label': 'a', 'shape_type': 'circle', 'points': [[9, 9], [11, 12]]},
          {'label': 'b', 'shape_type': 'oriented_rectangle', 'points': [[1, 2], [9, 2], [9, 8], [1, 8]]},
          {'label': 'b', 'shape_type': 'mask', 'points': [[1, 1], [3, 3]], 'mask': 'iVBORw0KGgo='}]}
        """);
  }

  @MethodSource("labelMeFiles")
  @FuzzTest
  void labelMe(byte[] json) {
    importFile(AnnotationFormats.named("labelme"), "a.json", json);
  }

  static Stream<byte[]> viaFiles() {
    return seeds(
        """
        {'_via_img_metadata': {'a.png1': {'filename': 'a.png', 'size': 1,
          'file_attributes': {'width': 40, 'height': 30}, 'regions': [
          {'shape_attributes': {'name': 'polygon', 'all_points_x': [2, 12, 12], 'all_points_y': [3, 3, 9]},
           'region_attributes': {'class': 'crab'}},
          {'shape_attributes': {'name': 'rect', 'x': 1, 'y': 2, 'width': 3, 'height': 4},
           'region_attributes': {'class': 'crab'}},
          {'shape_attributes': {'name': 'circle', 'cx': 9, 'cy': 9, 'r': 4},
           'region_attributes': {'class': {'crab': true}}},
          {'shape_attributes': {'name': 'ellipse', 'cx': 9, 'cy': 9, 'rx': 4, 'ry': 2, 'theta': 0.5},
           'region_attributes': {'class': 'crab'}}]}}}
        """);
  }

  @MethodSource("viaFiles")
  @FuzzTest
  void via(byte[] json) {
    importFile(AnnotationFormats.named("via"), "via.json", json);
  }

  static Stream<byte[]> cvatFiles() {
    return Stream.of(
            """
            <?xml version='1.0' encoding='utf-8'?>
            <annotations><version>1.1</version><image id='0' name='a.png' width='40' height='30'>
            <box label='crab' xtl='1' ytl='2' xbr='11' ybr='12' rotation='30' group_id='1'/>
            <polygon label='crab' points='1,2;11,2;11,12'/>
            <ellipse label='crab' cx='9' cy='9' rx='4' ry='2'/>
            <mask label='crab' rle='1, 2, 3' left='1' top='2' width='3' height='2'/></image></annotations>
            """,
            """
            <annotations><meta><task><original_size><width>40</width><height>30</height></original_size>
            </task></meta><track id='0' label='crab'>
            <box frame='0' outside='0' keyframe='1' xtl='1' ytl='2' xbr='11' ybr='12'/>
            <box frame='1' outside='1' keyframe='1' xtl='1' ytl='2' xbr='11' ybr='12'/></track></annotations>
            """)
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("cvatFiles")
  @FuzzTest
  void cvat(byte[] xml) {
    importFile(AnnotationFormats.named("cvat"), "annotations.xml", xml);
  }

  static Stream<byte[]> superviselyFiles() {
    return seeds(
        """
        {'size': {'width': 40, 'height': 30}, 'objects': [
          {'classTitle': 'a', 'geometryType': 'polygon',
           'points': {'exterior': [[0, 0], [10, 0], [10, 10]], 'interior': [[[2, 2], [6, 2], [6, 5]]]}},
          {'classTitle': 'a', 'geometryType': 'rectangle', 'points': {'exterior': [[0, 0], [9, 9]]}},
          {'classTitle': 'a', 'geometryType': 'bitmap', 'bitmap': {'origin': [1, 2], 'data':
           'eJzrDPBz5+WS4mJgYOD19HAJAtLMIMwIInOeqf8BUmwBPiGuQPr///9Lb86/C2QxlgT5BTM4PLuRBuTwebo4hlTMSa44sKHhISMDuxpTYrr03F6gDIOnq5/LOqeEJgDM5ht6'}}]}
        """);
  }

  @MethodSource("superviselyFiles")
  @FuzzTest
  void supervisely(byte[] json) {
    importFile(AnnotationFormats.named("supervisely"), "set/ann/a.png.json", json);
  }

  static Stream<byte[]> labelStudioFiles() {
    return seeds(
        """
        [{'id': 1, 'data': {'image': '/data/a.png'}, 'annotations': [{'id': 2, 'was_cancelled': false, 'result': [
          {'id': 'x', 'type': 'rectanglelabels', 'original_width': 40, 'original_height': 30, 'image_rotation': 0,
           'value': {'x': 10, 'y': 10, 'width': 50, 'height': 50, 'rotation': 15, 'rectanglelabels': ['a']}},
          {'id': 'y', 'type': 'polygonlabels', 'original_width': 40, 'original_height': 30,
           'value': {'points': [[0, 0], [50, 0], [50, 50]], 'polygonlabels': ['a']}},
          {'id': 'z', 'type': 'ellipselabels', 'original_width': 40, 'original_height': 30,
           'value': {'x': 50, 'y': 50, 'radiusX': 9, 'radiusY': 5, 'rotation': 0, 'ellipselabels': ['a']}},
          {'id': 'b', 'type': 'brushlabels', 'original_width': 2, 'original_height': 1,
           'value': {'format': 'rle', 'rle': [0, 0, 0, 8, 56, 17, 17, 142, 255], 'brushlabels': ['a']}}]}]}]
        """);
  }

  @MethodSource("labelStudioFiles")
  @FuzzTest
  void labelStudio(byte[] json) {
    importFile(AnnotationFormats.named("labelstudio"), "tasks.json", json);
  }

  static Stream<byte[]> cocoFiles() {
    return seeds(
        """
        {'images': [{'id': 1, 'file_name': 'a.png', 'width': 40, 'height': 30}], 'categories': [{'id': 1, 'name': 'a'}],
         'annotations': [
          {'id': 1, 'image_id': 1, 'category_id': 1, 'iscrowd': 0, 'segmentation': [[1, 2, 11, 2, 11, 12]]},
          {'id': 2, 'image_id': 1, 'category_id': 1, 'iscrowd': 1, 'segmentation': {'size': [30, 40], 'counts': [9, 9, 1182]}},
          {'id': 3, 'image_id': 1, 'category_id': 1, 'bbox': [1, 2, 3, 4], 'area': 12,
           'segmentation': {'size': [30, 40], 'counts': '99nT1'}}]}
        """);
  }

  @MethodSource("cocoFiles")
  @FuzzTest
  void coco(byte[] json) {
    importFile(AnnotationFormats.named("coco"), "coco.json", json);
  }

  @MethodSource("cocoFiles")
  @FuzzTest
  void check(byte[] json) throws IOException {
    Path file = Files.write(folder.resolve("coco.json"), json);
    CocoCheck.run(file, Optional.empty(), Optional.empty());
  }

  static Stream<byte[]> yoloFiles() {
    return seeds(
        "0 0.5 0.5 0.25 0.25\n1 0.1 0.1 0.5 0.1 0.5 0.5\n",
        "names: [crab, boat]\nnc: 2\npath: ../a\ntrain: images\nval: [images, a.txt]\n",
        "names:\n  0: crab\ntrain: a.txt\nkpt_shape: [17, 3]\n");
  }

  @MethodSource("yoloFiles")
  @FuzzTest
  void yolo(byte[] text) {
    importFile(AnnotationFormats.named("yolo"), "classes.txt", text);
    importFile(AnnotationFormats.named("yolo"), "a.txt", text);
    importFile(AnnotationFormats.named("yolo"), "data.yaml", text);
  }

  static Stream<byte[]> vocFiles() {
    return Stream.concat(
        seeds(
            """
            <annotation><size><width>40</width><height>30</height></size><object><name>crab</name>
            <bndbox><xmin>1</xmin><ymin>5</ymin><xmax>20</xmax><ymax>15</ymax></bndbox></object>
            </annotation>
            """,
            "# label:color_rgb:parts:actions\nbackground:0,0,0::\ncrab:255,0,0:head:\n"),
        Stream.of(TestImages.png(4, 3)));
  }

  @MethodSource("vocFiles")
  @FuzzTest
  void voc(byte[] file) {
    importFile(AnnotationFormats.named("voc"), "Annotations/a.xml", file);
    importFile(AnnotationFormats.named("voc"), "SegmentationObject/a.png", file);
    importFile(AnnotationFormats.named("voc"), "labelmap.txt", file);
  }

  static Stream<byte[]> motFiles() {
    return seeds("1,1,3,4,10,8,1,1,1\n2,1,4,4,10.5,8,0,2,0.25\n", "1,-1,3,4,10,8,1,-1,-1,-1\n");
  }

  @MethodSource("motFiles")
  @FuzzTest
  void mot(byte[] text) {
    importFile(AnnotationFormats.named("mot"), "gt.txt", text);
  }

  static Stream<byte[]> maskFiles() {
    return Stream.concat(
        seeds(
            "Pixel Value, Class\n0, background\n1, crab\n",
            "name,r,g,b\ncrab,1,2,3\n",
            "1 2 3 crab\n"),
        Stream.of(TestImages.png(4, 3)));
  }

  @MethodSource("maskFiles")
  @FuzzTest
  void masks(byte[] file) {
    importFile(AnnotationFormats.named("masks"), "a_mask.png", file);
    importFile(AnnotationFormats.named("masks"), "b/masks/1.png", file);
    importFile(AnnotationFormats.named("masks"), "_classes.csv", file);
    importFile(AnnotationFormats.named("masks"), "class_dict.csv", file);
  }
}
