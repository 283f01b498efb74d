package dev.quantmask.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftOutTest {
  @TempDir private Path target;

  private void write(String name, String text) throws IOException {
    Path file = target.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void skippedTestsAreListedOnceWithTheirReason() throws IOException {
    write(
        "failsafe-reports/TEST-a.b.PageIT.xml",
        """
        <testsuite xmlns:xsi="x" version="3" name="a.b.PageIT" time="1" tests="3">
          <testcase name="one" classname="a.b.PageIT">
            <skipped type="x.Aborted"><![CDATA[x.Aborted: Assumption failed: chromium & driver are not installed
        \tat a.b.PageIT]]></skipped>
          </testcase>
          <testcase name="two" classname="a.b.PageIT">
            <skipped message="chromium &amp; driver are not installed"/>
          </testcase>
          <testcase name="three" classname="a.b.PageIT"/>
        </testsuite>
        """);
    write(
        "surefire-reports/TEST-a.OtherTest.xml",
        "<testsuite name=\"a.OtherTest\"><testcase><skipped/></testcase></testsuite>");
    write("surefire-reports/a.OtherTest.txt", "<skipped message=\"no report\"/>");
    assertThat(LeftOut.found(target))
        .containsExactly(
            "tests of OtherTest: no reason is given",
            "tests of PageIT: chromium & driver are not installed");
  }

  @Test
  void scriptsTellTheirs() throws IOException {
    write("left-out.txt", "terraform is not installed\nterraform is not installed\n");
    assertThat(LeftOut.found(target)).containsExactly("terraform is not installed");
  }

  @Test
  void nothingIsLeftOutOfABuildWithoutReports() throws IOException {
    assertThat(LeftOut.found(target)).isEmpty();
  }
}
