package dev.quantmask.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import javax.imageio.IIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutOfMemoryTest {
  private final OutOfMemoryError shortage = new OutOfMemoryError("Java heap space");

  @Test
  void isFoundAmongTheCauses() {
    assertThat(OutOfMemory.in(shortage)).containsSame(shortage);
    assertThat(OutOfMemory.in(new IllegalStateException(new IIOException("read", shortage))))
        .containsSame(shortage);
  }

  @Test
  void isNotFoundInCausesThatAreACircle() {
    Exception inner = new Exception("inner");
    Exception outer = new Exception("outer", inner);
    inner.initCause(outer);
    assertThat(OutOfMemory.in(outer)).isEmpty();
  }

  @Test
  void ofAPlugInIsNoDamageOfTheImage() {
    // What PNGImageReader of the JDK makes of it.
    IIOException wrapped = new IIOException("Caught exception during read: ", shortage);
    assertThatThrownBy(() -> Plugins.damaged("PNG", wrapped)).isSameAs(shortage);
    RuntimeException twice = new IllegalStateException(wrapped);
    assertThatThrownBy(() -> Plugins.damaged("WebP", twice)).isSameAs(shortage);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Insufficient memory (case 4)", "Insufficient memory (case 11)"})
  void ofLibjpegIsNoDamageOfTheImage(String message) {
    assertThatThrownBy(() -> Plugins.damaged("JPEG", new IIOException(message)))
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessageContaining(message);
  }

  @Test
  void aClassThatIsMissingIsNoDamageOfTheImage() {
    Error missing = new NoClassDefFoundError("java/awt/image/Raster");
    assertThatThrownBy(() -> Plugins.damaged("PNG", new IIOException("read", missing)))
        .isSameAs(missing);
  }

  @Test
  void whatElsePlugInsThrowIsDamage() {
    assertThat(Plugins.damaged("PNG", new ArrayIndexOutOfBoundsException("Index 5")))
        .hasMessage("truncated or damaged PNG: its data contradict each other")
        .hasRootCauseMessage("Index 5");
    assertThat(Plugins.damaged("PNG", new IIOException("read", new EOFException())))
        .hasMessage("truncated or damaged PNG: its end comes too early");
  }
}
