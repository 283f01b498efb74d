package dev.quantmask.server.request;

import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.server.problem.TextExcerpt;
import dev.quantmask.text.Text;
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
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder.TooManyFormFieldsException;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;
import io.vertx.core.http.HttpHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Images as the files of a form, {@code multipart/form-data}. */
public final class MultipartImages {
  private static final int MOST_HEADER_BYTES = 8_192; // of a part

  private MultipartImages() {}

  /**
   * The bytes of its files.
   *
   * @throws ProblemException when it is not a form, or has more parts than that
   */
  public static List<byte[]> files(String contentType, byte[] body, int most) {
    var headers = new DefaultHttpHeaders().set(HttpHeaders.CONTENT_TYPE, contentType);
    var request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1,
            HttpMethod.POST,
            "/",
            Unpooled.wrappedBuffer(body),
            headers,
            EmptyHttpHeaders.INSTANCE);
    var inMemory = new DefaultHttpDataFactory(false);
    HttpPostMultipartRequestDecoder form = null;
    try {
      if (!HttpPostRequestDecoder.isMultipart(request)) {
        throw notAForm(); // without a boundary
      }
      form =
          new HttpPostMultipartRequestDecoder(
              inMemory, request, StandardCharsets.UTF_8, most, MOST_HEADER_BYTES);
      return files(form.getBodyHttpDatas());
    } catch (ProblemException e) {
      throw e;
    } catch (TooManyFormFieldsException e) {
      throw tooMany(most);
    } catch (RuntimeException e) { // of the decoder, which throws more than it declares
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
            TextExcerpt.of(part.getName()));
      }
      files.add(file.get());
    }
    return files;
  }

  public static ProblemException tooMany(int most) {
    return new ProblemException(
        413, Text.format("too many images: expected at most %d in one request", most));
  }
}
