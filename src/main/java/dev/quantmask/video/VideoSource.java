package dev.quantmask.video;

import dev.quantmask.io.ExistingFile;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where a video comes from.
 *
 * @param name for people
 * @param url as FFmpeg calls it
 * @param protocols that FFmpeg may use for it: a file cannot make it open another one
 * @param live whether it continues while nobody reads it
 */
public record VideoSource(String name, String url, String protocols, boolean live) {
  /** Standard input. */
  public static final String PIPE = "-";

  private static final String TIMEOUT = "10000000"; // microseconds

  private static final Map<String, String> PROTOCOLS = // by the scheme of an address
      Map.of("rtsp", "rtsp,rtp,udp,tcp", "http", "http,tcp", "udp", "udp", "tcp", "tcp");

  private static final Set<String> ENDINGS =
      Set.of(
          "mp4", "m4v", "mov", "mkv", "webm", "y4m", "avi", "ts", "m2ts", "mpg", "mpeg", "flv",
          "ivf", "h264", "264", "h265", "265", "hevc", "obu");

  /** Demuxers of FFmpeg: none of them reads a list of other files. */
  static final String FORMATS =
      "mov,matroska,webm,yuv4mpegpipe,avi,mpegts,mpeg,mpegvideo,flv,ivf,h264,hevc,obu,mpjpeg,mjpeg"
          + ",rtsp,ogg,mxf,asf,nut";

  /** Returns whether it is named like a video: by an address, by an ending, or as a pipe. */
  public static boolean isMeant(String source) {
    int dot = source.lastIndexOf('.');
    return source.equals(PIPE)
        || PROTOCOLS.containsKey(scheme(source))
        || dot > 0 && ENDINGS.contains(source.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  /**
   * Makes one of what a person wrote.
   *
   * @throws IOException if it is a file that is not there, or empty
   */
  static VideoSource of(String source) throws IOException {
    if (source.equals(PIPE)) {
      return new VideoSource("standard input", "pipe:0", "pipe", false);
    }
    if (source.contains("://")) {
      String protocols = PROTOCOLS.get(scheme(source));
      if (protocols == null) {
        throw new IOException(
            Text.format(
                "%s: expected a file, - or an address of %s",
                source, String.join(", ", new TreeMap<>(PROTOCOLS).keySet())));
      }
      return new VideoSource(shown(source), source, protocols, true);
    }
    checkFile(source);
    return new VideoSource(source, "file:" + source, "file", false);
  }

  private static void checkFile(String source) throws IOException {
    Path file;
    try {
      file = Path.of(source);
    } catch (InvalidPathException e) {
      throw new FileSystemException(source, null, "no such file or directory");
    }
    if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
      return; // a pipe, whose first byte nobody may take away
    }
    try (InputStream in = ExistingFile.open(file)) {
      if (in.read() < 0) {
        throw new FileSystemException(source, null, "expected a video, found an empty file");
      }
    }
  }

  /** An address without the name and the password of its user. */
  private static String shown(String address) {
    return address.replaceFirst("//[^/]*@", "//");
  }

  private static String scheme(String source) {
    int end = source.indexOf("://");
    return end < 0 ? "" : source.substring(0, end).toLowerCase(Locale.ROOT);
  }

  /** Options of FFmpeg with which it is opened. */
  Map<String, String> options() {
    Map<String, String> options = new TreeMap<>();
    options.put("protocol_whitelist", protocols);
    options.put("format_whitelist", FORMATS);
    if (scheme(url).equals("rtsp")) {
      options.put("rtsp_transport", "tcp"); // packets that are lost are frames that are
    }
    if (live) {
      options.put(scheme(url).equals("http") ? "rw_timeout" : "timeout", TIMEOUT);
    }
    return options;
  }
}
