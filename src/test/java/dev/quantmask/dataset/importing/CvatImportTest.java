package dev.quantmask.dataset.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quantmask.coco.CocoAnnotation;
import dev.quantmask.coco.CocoCategory;
import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoImage;
import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.dataset.format.AnnotationFormats;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CvatImportTest {
  @TempDir private Path directory;
  private ImportFixture fixture;

  @BeforeEach
  void makeFolder() throws IOException {
    fixture = new ImportFixture(directory, AnnotationFormats.named("cvat"));
    fixture.image("a.png", 40, 30).input("annotations.xml");
  }

  private void xml(String contents) throws IOException {
    fixture.file(
        "annotations.xml",
        "<?xml version='1.0' encoding='utf-8'?>\n<annotations>\n<version>1.1</version>\n"
            + contents
            + "\n</annotations>\n");
  }

  private void image(String shapes) throws IOException {
    xml("<image id='0' name='a.png' width='40' height='30'>\n" + shapes + "\n</image>");
  }

  @Test
  void imagesHaveBoxesPolygonsEllipsesAndMasks() throws Exception {
    image(
        """
        <box label='crab' xtl='1' ytl='2' xbr='11' ybr='7' occluded='0' z_order='0'>
          <attribute name='colour'>red</attribute>
        </box>
        <polygon label='fish' points='2,3;12,3;12,9;2,9'/>
        <ellipse label='crab' cx='20' cy='15' rx='12' ry='4' rotation='90'/>
        <mask label='crab' rle='1, 3, 1, 1' left='5' top='7' width='3' height='2'/>
        <box label='crab' xtl='10' ytl='13' xbr='30' ybr='17' rotation='90.0'/>
        """);
    CocoDataset dataset = fixture.dataset();
    assertThat(dataset.images()).containsExactly(new CocoImage(1, "a.png", 40, 30));
    assertThat(dataset.categories()).extracting(CocoCategory::name).containsExactly("crab", "fish");
    assertThat(dataset.annotations())
        .extracting(CocoAnnotation::box)
        .containsExactly(
            new CocoBox(1, 2, 10, 5),
            new CocoBox(2, 3, 10, 6),
            new CocoBox(16, 3, 8, 24),
            new CocoBox(5, 7, 3, 2),
            new CocoBox(18, 5, 4, 20));
    assertThat(dataset.annotations().get(2).area()).isCloseTo(Math.PI * 48, within(4.0));
    boolean[] mask = dataset.annotations().get(3).segmentation().toRle(30, 40).decode();
    // Row by row: .xx / x.x
    assertThat(mask[7 * 40 + 5]).isFalse();
    assertThat(mask[7 * 40 + 7]).isTrue();
    assertThat(mask[8 * 40 + 5]).isTrue();
    assertThat(mask[8 * 40 + 6]).isFalse();
  }

  @Test
  void aTurnedBoxTurnsClockwise() throws Exception {
    image("<box label='crab' xtl='10' ytl='10' xbr='30' ybr='14' rotation='30'/>");
    CocoAnnotation only = fixture.dataset().annotations().get(0);
    boolean[] inside = only.segmentation().toRle(30, 40).decode();
    assertThat(inside[8 * 40 + 13]).isTrue(); // up on the left
    assertThat(inside[16 * 40 + 27]).isTrue(); // down on the right
    assertThat(inside[16 * 40 + 13]).isFalse();
    assertThat(only.area()).isCloseTo(80, within(8.0));
  }

  @Test
  void groupsBecomeOneObject() throws Exception {
    image(
        """
        <box label='crab' group_id='4' xtl='1' ytl='2' xbr='11' ybr='7'/>
        <box label='crab' group_id='4' xtl='20' ytl='2' xbr='30' ybr='7'/>
        """);
    assertThat(fixture.dataset().annotations()).hasSize(1);
  }

  @Test
  void whatCannotBeUsedIsNamedWithItsLine() throws Exception {
    image(
        """
        <polyline label='crab' points='1,2;3,4'/>
        <points label='crab' points='1,2;3,4'/>
        <skeleton label='crab'><points label='knee' points='1,2'/></skeleton>
        <polygon label='crab' points='1,2;3,4'/>
        <polygon label='crab' points='1,2;34;5,6'/>
        <polygon points='1,2;3,14;15,6'/>
        <mask label='crab' rle='1, 3' left='5' top='7' width='3' height='2'/>
        <mask label='crab' rle='1, 9' left='5' top='7' width='3' height='2'/>
        <star label='crab'/>
        <box label='crab' xtl='nan' ytl='2' xbr='11' ybr='7'/>
        <box label='crab' ytl='2' xbr='11' ybr='7'/>
        """);
    String file = "annotations.xml, a.png ";
    assertThat(fixture.findings())
        .containsExactlyInAnyOrder(
            "shape-without-area: "
                + file
                + "line 5, polyline: a shape of type polyline has no area",
            "shape-without-area: " + file + "line 6, points: a shape of type points has no area",
            "shape-without-area: "
                + file
                + "line 7, skeleton: a shape of type skeleton has no area",
            "malformed-shape: " + file + "line 9, polygon: points[1]: expected x,y, found '34'",
            "malformed-shape: "
                + file
                + "line 11, mask: rle: expected runs that add up to 6 pixels, found 4",
            "malformed-shape: "
                + file
                + "line 12, mask: rle: expected runs that add up to 6 pixels, found 9",
            "malformed-shape: "
                + file
                + "line 13, star: element: expected box, polygon, ellipse, mask, polyline, points,"
                + " cuboid or skeleton, found star",
            "malformed-shape: " + file + "line 14, box: xtl: expected a number, found 'nan'",
            "malformed-shape: " + file + "line 15, box: xtl: expected a value, found nothing",
            "four-number-polygon: "
                + file
                + "line 8, polygon: expected a polygon of at least 3 points, found 2, whose four"
                + " numbers others take for a box",
            "missing-label: "
                + file
                + "line 10, polygon: expected a label, found none: give --label NAME for shapes that have none");
  }

  @Test
  void tracksOfAVideoAreGatheredByFrame() throws Exception {
    for (int frame : new int[] {10, 13, 16}) {
      fixture.image(Text.format("images/frame_%06d.png", frame), 40, 30);
    }
    xml(
        """
        <meta><task><name>v</name><frame_filter>step=3</frame_filter>
          <original_size><width>40</width><height>30</height></original_size>
          <labels><label><name>crab</name></label></labels></task></meta>
        <track id='0' label='crab'>
          <box frame='10' outside='0' keyframe='1' xtl='3' ytl='4' xbr='10' ybr='5'/>
          <box frame='13' outside='0' keyframe='0' xtl='4' ytl='4' xbr='11' ybr='5'/>
          <box frame='16' outside='1' keyframe='1' xtl='5' ytl='4' xbr='12' ybr='5'/>
        </track>
        <track id='1' label='fish'>
          <polygon frame='10' outside='0' keyframe='1' points='1,1;9,1;9,9;1,9'/>
        </track>
        """);
    CocoDataset dataset = fixture.dataset();
    assertThat(dataset.images())
        .extracting(CocoImage::fileName)
        .containsExactly(
            "images/frame_000010.png", "images/frame_000013.png", "images/frame_000016.png");
    assertThat(dataset.annotations())
        .extracting(CocoAnnotation::imageId)
        .containsExactly(1L, 1L, 2L);
    assertThat(fixture.findings()).isEmpty();
  }

  @Test
  void aTrackWithAGapIsSaid() throws Exception {
    fixture.image("frame_000000.png", 40, 30).image("frame_000009.png", 40, 30);
    xml(
        """
        <track id='7' label='crab'>
          <box frame='0' outside='0' keyframe='1' xtl='3' ytl='4' xbr='10' ybr='5'/>
          <box frame='9' outside='0' keyframe='1' xtl='4' ytl='4' xbr='11' ybr='5'/>
        </track>
        """);
    assertThat(fixture.findings())
        .containsExactly(
            "track-with-gap: annotations.xml track 7: expected a shape in every frame, found none"
                + " between 0 and 9; none is made up");
    assertThat(fixture.dataset().images()).hasSize(2);
  }

  @Test
  void subsetsAreFolders() throws Exception {
    fixture.image("images/val/a.png", 40, 30).image("images/train/a.png", 40, 30);
    xml(
        """
        <image id='0' name='a.png' subset='val' width='40' height='30'/>
        <image id='1' name='a.png' subset='train' width='40' height='30'/>
        """);
    assertThat(fixture.dataset().images())
        .extracting(CocoImage::fileName)
        .containsExactly("images/train/a.png", "images/val/a.png");
  }

  @Test
  void anotherSizeIsAnError() throws Exception {
    xml("<image id='0' name='a.png' width='41' height='30'/><image id='1' name='b.png'/>");
    assertThat(fixture.findings())
        .containsExactly(
            "size-mismatch: annotations.xml, a.png: expected the size of a.png, 40 x 30, found 41 x"
                + " 30",
            "malformed-record: annotations.xml, line 4: width: expected a value, found nothing");
  }

  @Test
  void externalEntitiesAreRefused() throws Exception {
    Path secret = Files.writeString(directory.resolve("secret.txt"), "crab");
    fixture.file(
        "annotations.xml",
        Text.format(
            """
            <?xml version='1.0'?>
            <!DOCTYPE annotations [<!ENTITY secret SYSTEM '%s'>]>
            <annotations><image name='&secret;' width='40' height='30'/></annotations>
            """,
            secret.toUri()));
    assertThat(fixture.findings())
        .singleElement()
        .asString()
        .matches(
            "broken-file: annotations.xml: line 2, column \\d+: a document type is not accepted");
  }

  @Test
  void invalidXmlGivesThePosition() throws Exception {
    fixture.file("annotations.xml", "<annotations>\n<track></annotations>");
    assertThat(fixture.findings())
        .singleElement()
        .asString()
        .startsWith("broken-file: annotations.xml: line 2, column 10: invalid XML: ")
        .contains("track");
    fixture.file("annotations.xml", "");
    assertThat(fixture.findings())
        .containsExactly(
            "broken-file: annotations.xml: line 1, column 1: expected XML, found an empty file");
    fixture.file("annotations.xml", "<html/>");
    assertThat(fixture.findings())
        .containsExactly(
            "broken-file: annotations.xml: line 1, column 8: expected an element annotations, found"
                + " html");
  }

  private static String track(int id, String label, String attributes, String shapes) {
    return Text.format("<track id='%d' label='%s' %s>%s</track>", id, label, attributes, shapes);
  }

  private static String box(int frame, int x) {
    return Text.format(
        "<box frame='%d' outside='0' xtl='%d' ytl='4' xbr='%d' ybr='9'/>", frame, x, x + 5);
  }

  private static final String TASKS =
      """
      <meta><project><tasks>
        <task><id>7</id><size>1</size>
          <original_size><width>40</width><height>30</height></original_size></task>
        <task><id>8</id><size>2</size>
          <original_size><width>20</width><height>20</height></original_size></task>
      </tasks></project></meta>
      """;

  @Test
  void tracksOfAProjectStayWithTheirTaskAndSubset() throws Exception {
    fixture.image("images/Train/frame_000000.PNG", 40, 30);
    fixture.image("images/Validation/frame_000000.PNG", 20, 20);
    xml(
        TASKS
            + track(0, "car", "task_id='7' subset='Train'", box(0, 3))
            + track(1, "dog", "task_id='8' subset='Validation'", box(0, 7)));
    CocoDataset dataset = fixture.dataset();
    assertThat(dataset.images())
        .containsExactly(
            new CocoImage(1, "images/Train/frame_000000.PNG", 40, 30),
            new CocoImage(2, "images/Validation/frame_000000.PNG", 20, 20));
    assertThat(dataset.annotations())
        .extracting(one -> one.imageId() + " " + one.categoryId() + " " + one.box().x())
        .containsExactly("1 1 3.0", "2 2 7.0");
  }

  @Test
  void inTheFolderOfOneSubsetTheOthersAreMissing() throws Exception {
    fixture.image("images/Train/frame_000000.PNG", 40, 30);
    fixture.images(fixture.folder.resolve("images/Train"));
    xml(
        TASKS
            + track(0, "car", "task_id='7' subset='Train'", box(0, 3))
            + track(1, "dog", "task_id='8' subset='Validation'", box(0, 7)));
    assertThat(fixture.skipBroken().findings())
        .singleElement()
        .asString()
        .startsWith("missing-image: annotations.xml, task 8, frame 0: ")
        .endsWith(", found none");
    assertThat(fixture.dataset().annotations()).hasSize(1);
    fixture.image("images/Validation/frame_000000.PNG", 40, 30);
    assertThat(fixture.findings())
        .singleElement()
        .asString()
        .endsWith(
            Text.format(
                ", found none; Validation/frame_000000.PNG is in a folder above: give --images %s",
                fixture.folder.resolve("images")));
  }

  /** As mangle_image_name of CVAT's dataset_manager/bindings.py has it. */
  @Test
  void namesakesOfASubsetAreNumbered() throws Exception {
    fixture.image("images/Train/frame_000000.PNG", 40, 30);
    fixture.image("images/Train/frame_000000_1.PNG", 20, 20);
    fixture.image("images/Train/frame_000001.PNG", 20, 20);
    xml(
        TASKS
            + track(0, "car", "task_id='7' subset='Train'", box(0, 3))
            + track(1, "dog", "task_id='8' subset='Train'", box(0, 7) + box(1, 8)));
    assertThat(fixture.dataset().annotations())
        .extracting(one -> one.imageId() + " " + one.box().x())
        .containsExactly("1 3.0", "2 7.0", "3 8.0");
  }

  @Test
  void tracksOfAGroupBecomeOneObject() throws Exception {
    fixture.image("frame_000000.png", 40, 30);
    xml(
        track(0, "crab", "group_id='1'", box(0, 3))
            + track(1, "crab", "group_id='1'", box(0, 20))
            + track(2, "crab", "group_id='0'", box(0, 10))
            + track(3, "crab", "group_id='0'", box(0, 30)));
    assertThat(fixture.dataset().annotations()).extracting(CocoAnnotation::area).hasSize(3);
  }

  @Test
  void framesOfAVideoHaveNoExtensionInTheirNames() throws Exception {
    fixture.image("images/frame_000000.PNG", 40, 30);
    xml("<image id='0' name='frame_000000' width='40' height='30'/>");
    assertThat(fixture.dataset().images())
        .extracting(CocoImage::fileName)
        .containsExactly("images/frame_000000.PNG");
  }

  @Test
  void classesAreThoseOfTheTaskInItsOrder() throws IOException {
    fixture.image("a.png", 40, 30);
    fixture.file(
        "annotations.xml",
        """
        <annotations><meta><project><labels>
          <label><name>whale</name><color>#fff</color></label><label><name>crab</name></label>
          <label><name>hand</name><type>skeleton</type></label>
          <label><name>thumb</name><parent>hand</parent></label></labels></project></meta>
        <image id='0' name='a.png' width='40' height='30'>
          <box label='crab' xtl='1' ytl='1' xbr='9' ybr='9'/></image></annotations>
        """);
    assertThat(fixture.run().classes()).containsExactly("whale", "crab", "hand");
  }
}
