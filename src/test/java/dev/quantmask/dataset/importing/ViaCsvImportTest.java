package dev.quantmask.dataset.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.quantmask.coco.CocoAnnotation;
import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoImage;
import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.dataset.format.AnnotationFormats;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The CSV that VIA 1, 2 and 3 export. */
class ViaCsvImportTest {
  private static final String HEAD_2 =
      "filename,file_size,file_attributes,region_count,region_id,region_shape_attributes,"
          + "region_attributes\n";
  private static final String RECT =
      "\"{\"\"name\"\":\"\"rect\"\",\"\"x\"\":4,\"\"y\"\":6,\"\"width\"\":10,\"\"height\"\":8}\"";
  private static final String POLYGON =
      "\"{\"\"name\"\":\"\"polygon\"\",\"\"all_points_x\"\":[2,12,12,2],"
          + "\"\"all_points_y\"\":[3,3,9,9]}\"";
  private static final String CRAB = "\"{\"\"kind\"\":\"\"crab, \\\"\"big\\\"\"\"\"}\"";
  private static final String ROWS_2 =
      "a.png,123,\"{}\",2,0,"
          + RECT
          + ","
          + CRAB
          + "\n"
          + "b.png,99,\"{}\",0,0,\"{}\",\"{}\"\n"
          + "a.png,123,\"{}\",2,1,"
          + POLYGON
          + ","
          + CRAB
          + "\n";
  private static final String HEAD_3 =
      """
      # Exported using VGG Image Annotator (http://www.robots.ox.ac.uk/~vgg/software/via)
      # Notes:
      # - metadata of {""1"":""3""} indicates attribute with id "1" set to an option with id "3"
      # SHAPE_ID = {"POINT":1,"RECTANGLE":2,"CIRCLE":3,"ELLIPSE":4,"LINE":5,"POLYLINE":6}
      # FLAG_ID = {"RESERVED_FOR_FUTURE":1}
      # ATTRIBUTE = {"1":{"aname":"kind","type":3,"options":{"0":"crab","1":"fish"}}}
      # CSV_HEADER = metadata_id,file_list,flags,temporal_coordinates,spatial_coordinates,metadata
      """;
  private static final String ROWS_3 =
      """
      "1_a","[""a.png""]",0,"[]","[2,4,6,10,8]","{""1"":""1""}"
      "2_b","[""b.png""]",0,"[]","[7,2,3,12,3,12,9,2,9]","{""1"":""0""}"
      "1_c","[""a.png""]",0,"[]","[3,20,15,10]","{""1"":""0""}"
      """;

  @TempDir private Path directory;
  private ImportFixture fixture;

  @BeforeEach
  void makeFolder() throws IOException {
    fixture = new ImportFixture(directory, AnnotationFormats.named("via"));
    fixture.image("a.png", 40, 30).image("b.png", 20, 20).input("via.csv");
  }

  private void csv(String text) throws IOException {
    fixture.bytes("via.csv", text.getBytes(StandardCharsets.UTF_8));
  }

  private void isReadAsVersion2() throws IOException {
    CocoDataset dataset = fixture.dataset();
    assertThat(dataset.images())
        .containsExactly(new CocoImage(1, "a.png", 40, 30), new CocoImage(2, "b.png", 20, 20));
    assertThat(dataset.classNames()).containsExactly("crab, \"big\"");
    assertThat(dataset.annotations())
        .extracting(CocoAnnotation::box)
        .containsExactly(new CocoBox(4, 6, 10, 8), new CocoBox(2, 3, 10, 6));
  }

  @Test
  void versionTwoIsRead() throws Exception {
    csv(HEAD_2 + ROWS_2);
    isReadAsVersion2();
  }

  @Test
  void versionOneMarksItsFirstLineAsAComment() throws Exception {
    csv("#" + HEAD_2 + ROWS_2);
    isReadAsVersion2();
  }

  @Test
  void linesMayEndAsOnWindowsAndTextBeginWithAMark() throws Exception {
    csv("\ufeff" + (HEAD_2 + ROWS_2 + "\n").replace("\n", "\r\n"));
    isReadAsVersion2();
  }

  /** A spreadsheet in many countries writes semicolons. */
  @Test
  void valuesMayBeSeparatedBySemicolons() throws Exception {
    String text = (HEAD_2 + ROWS_2).replaceAll(",(?=[^{}]*(\\{[^{}]*}[^{}]*)*$)", ";");
    assertThat(text).startsWith("filename;file_size;").contains("}\";\"{");
    csv(text);
    isReadAsVersion2();
  }

  @Test
  void versionThreeIsRead() throws Exception {
    csv(HEAD_3 + ROWS_3);
    CocoDataset dataset = fixture.dataset();
    assertThat(dataset.classNames()).containsExactly("crab", "fish");
    assertThat(dataset.annotations())
        .extracting(CocoAnnotation::imageId, CocoAnnotation::categoryId, CocoAnnotation::box)
        .containsExactly(
            tuple(1L, 2L, new CocoBox(4, 6, 10, 8)),
            tuple(1L, 1L, new CocoBox(10, 5, 20, 20)),
            tuple(2L, 1L, new CocoBox(2, 3, 10, 6)));
  }

  /** The first versions wrote the names of the attributes alone. */
  @Test
  void anOptionThatIsNotListedIsNoLabel() throws Exception {
    String head = HEAD_3.replaceAll("# ATTRIBUTE = .*", "# ATTRIBUTES = {\"1\":\"kind\"}");
    csv(head + ROWS_3.replace("\"\"0\"\"", "\"\"crab\"\""));
    assertThat(fixture.findings())
        .containsExactly(
            "missing-label: via.csv, a.png metadata[0]: av: expected an option of 'kind', found"
                + " \"1\"");
  }

  @Test
  void framesOfAVideoAreNoImages() throws Exception {
    csv(HEAD_3 + ROWS_3.replace("\"[]\"", "\"[1.5]\""));
    assertThat(fixture.findings())
        .containsExactly(
            "malformed-record: via.csv, a.png: z: expected none, as of images, found [1.5], of a video",
            "malformed-record: via.csv, b.png: z: expected none, as of images, found [1.5], of a"
                + " video");
  }

  @Test
  void whatCannotBeUsedIsNamedWithItsLine() throws Exception {
    csv(
        HEAD_2
            + ROWS_2
            + "a.png,123,\"{}\"\n"
            + ",1,\"{}\",0,0,\"{}\",\"{}\"\n"
            + "\"a\n.png\",123,\"{}\",1,0,\"{oops\",\"{}\"\n");
    assertThat(fixture.findings())
        .containsExactly(
            "malformed-record: via.csv, line 5: expected 7 values, found 3",
            "malformed-record: via.csv, line 6: filename: expected the name of an image, found none",
            "malformed-record: via.csv, line 7: region_shape_attributes: expected JSON, found"
                + " \"{oops\"");
  }

  @Test
  void anotherTableIsNamed() throws Exception {
    csv("image,label\na.png,crab\n");
    assertThat(fixture.findings())
        .singleElement()
        .asString()
        .startsWith("broken-file: via.csv: expected the columns [filename, file_size, ")
        .endsWith(", found [image, label]");
  }

  @Test
  void aQuoteThatIsNotClosedGivesItsLine() throws Exception {
    csv(HEAD_2 + ROWS_2 + "a.png,123,\"{},1\n\n");
    assertThat(fixture.findings())
        .containsExactly(
            "broken-file: via.csv: line 5: expected a closing quote, found the end of the file");
  }

  @Test
  void textInAnotherCharacterSetIsNamed() throws Exception {
    String text = HEAD_2 + ROWS_2.replace("crab", "cr\u00e4b");
    fixture.bytes("via.csv", text.getBytes(Charset.forName("windows-1252")));
    assertThat(fixture.findings())
        .singleElement()
        .asString()
        .contains("expected text in UTF-8, UTF-16 or UTF-32, found other bytes");
  }
}
