package dev.quantmask.function;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.FileUpload;
import io.netty.handler.codec.http.multipart.HttpPostMultipartRequestDecoder;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder.ErrorDataDecoderException;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder.TooManyFormFieldsException;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Pictures as the files of a form, {@code multipart/form-data}. */
final class PictureForm {
  private static final String HIDDEN = PictureForm.class.getName();
  private static final int MOST_HEADER_BYTES = 8_192; // of a part

  private PictureForm() {}

  /** From the body handler, which would write the files of a form to a disk. */
  static void hide(MultiMap headers) {
    String contentType = headers.get(HttpHeaders.CONTENT_TYPE);
    if (contentType != null && Door.mediaType(contentType).equals(Door.FORM)) {
      headers.set(HIDDEN, contentType);
      headers.set(HttpHeaders.CONTENT_TYPE, "application/octet-stream");
    }
  }

  static void show(MultiMap headers) {
    String contentType = headers.get(HIDDEN);
    if (contentType != null) {
      headers.set(HttpHeaders.CONTENT_TYPE, contentType);
      headers.remove(HIDDEN);
    }
  }

  /**
   * The bytes of its files.
   *
   * @throws ProblemException when it is not a form, or has more parts than that
   */
  static List<byte[]> files(String contentType, byte[] body, int most) {
    var headers = new DefaultHttpHeaders().set(HttpHeaders.CONTENT_TYPE, contentType);
    var request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1,
            HttpMethod.POST,
            "/",
            Unpooled.wrappedBuffer(body),
            headers,
            EmptyHttpHeaders.INSTANCE);
    if (!HttpPostRequestDecoder.isMultipart(request)) {
      throw notAForm(); // without a boundary
    }
    var inMemory = new DefaultHttpDataFactory(false);
    HttpPostMultipartRequestDecoder form = null;
    try {
      form =
          new HttpPostMultipartRequestDecoder(
              inMemory, request, StandardCharsets.UTF_8, most, MOST_HEADER_BYTES);
      return files(form.getBodyHttpDatas());
    } catch (TooManyFormFieldsException e) {
      throw BatchInput.tooMany(most);
    } catch (ErrorDataDecoderException e) {
      throw notAForm();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory is always there
    } finally {
      if (form != null) {
        form.destroy();
      }
    }
  }

  private static ProblemException notAForm() {
    return ProblemException.badRequest(
        "the body is not a form: expected parts between the boundary of Content-Type, and its end");
  }

  private static List<byte[]> files(List<InterfaceHttpData> parts) throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (InterfaceHttpData part : parts) {
      if (!(part instanceof FileUpload file)) {
        throw ProblemException.badRequest(
            "part \"%s\": expected a file, with a filename; options are in the query",
            Shortened.of(part.getName()));
      }
      files.add(file.get());
    }
    return files;
  }
}
