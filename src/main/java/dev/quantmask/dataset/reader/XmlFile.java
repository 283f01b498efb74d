package dev.quantmask.dataset.reader;

import dev.quantmask.io.ExistingFile;
import dev.quantmask.io.UnicodeInput;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An XML file read element by element. Document types and external entities are refused: a file
 * from somewhere must not make this machine read others.
 */
public final class XmlFile implements AutoCloseable {
  private static final String MESSAGE = "Message: ";

  private final InputStream stream;
  private final XMLStreamReader reader;
  private int depth; // elements that are open

  /** The file is not what it should be; the message says where, but does not name the file. */
  public static final class MalformedException extends IOException {
    private static final long serialVersionUID = 1L;

    private MalformedException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private XmlFile(InputStream stream, XMLStreamReader reader) {
    this.stream = stream;
    this.reader = reader;
  }

  public static XmlFile open(Path file) throws IOException {
    if (Files.size(file) == 0) {
      throw new MalformedException("line 1, column 1: expected XML, found an empty file", null);
    }
    // The JDK's own, whatever else is on the class path.
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setXMLReporter(
        (message, type, information, at) -> {}); // it would print; it throws, too
    InputStream stream = UnicodeInput.utf8(ExistingFile.open(file));
    try {
      return new XmlFile(
          stream,
          UnicodeInput.isRecoded(stream) // and not as the file says that it is encoded
              ? factory.createXMLStreamReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
              : factory.createXMLStreamReader(stream));
    } catch (XMLStreamException e) {
      stream.close();
      throw malformed(e);
    }
  }

  /** Takes an element; what it leaves unread of the contents is passed over. */
  @FunctionalInterface
  public interface ElementAction {
    void accept(XmlElement element) throws IOException;
  }

  /** Returns the name of the outermost element, and null where there is none. */
  public String rootName() throws IOException {
    return goToRoot() ? reader.getLocalName() : null;
  }

  private boolean goToRoot() throws IOException {
    while (next() != XMLStreamConstants.START_ELEMENT) {
      if (reader.getEventType() == XMLStreamConstants.END_DOCUMENT) {
        return false;
      }
    }
    return true;
  }

  /** Calls back for the outermost element. */
  public void root(ElementAction action) throws IOException {
    if (!goToRoot()) {
      return;
    }
    action.accept(element());
    while (reader.getEventType() != XMLStreamConstants.END_DOCUMENT) {
      next();
    }
  }

  /** Calls back for each child of the element that was handed out last. */
  public void children(ElementAction action) throws IOException {
    int own = depth;
    while (true) {
      int event = next();
      if (depth < own) {
        return;
      }
      if (event == XMLStreamConstants.START_ELEMENT) {
        action.accept(element());
        while (depth > own) {
          next();
        }
      }
    }
  }

  /** The text of the element that was handed out last, which has no children. */
  public String text() throws IOException {
    try {
      String text = reader.getElementText();
      depth--;
      return text;
    } catch (XMLStreamException e) {
      throw malformed(e);
    }
  }

  /** Returns what is wrong with the element that was handed out last. */
  public MalformedException malformed(String message) {
    return new MalformedException(position(reader.getLocation()) + ": " + message, null);
  }

  private int next() throws IOException {
    try {
      int event = reader.next();
      if (event == XMLStreamConstants.DTD) {
        throw new MalformedException(
            position(reader.getLocation()) + ": a document type is not accepted", null);
      }
      if (event == XMLStreamConstants.START_ELEMENT) {
        depth++;
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      }
      return event;
    } catch (XMLStreamException e) {
      throw malformed(e);
    }
  }

  private XmlElement element() {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
    }
    return new XmlElement(reader.getLocalName(), attributes, reader.getLocation().getLineNumber());
  }

  private static MalformedException malformed(XMLStreamException e) {
    // The JDK's message is a line with the position, and a line "Message: ...".
    String last = e.getMessage().lines().reduce((first, next) -> next).orElse("");
    String message = last.startsWith(MESSAGE) ? last.substring(MESSAGE.length()) : last;
    return new MalformedException(
        Text.format("%s: invalid XML: %s", position(e.getLocation()), message), e);
  }

  private static String position(Location at) {
    return at == null
        ? "at its end"
        : Text.format("line %d, column %d", at.getLineNumber(), at.getColumnNumber());
  }

  @Override
  public void close() throws IOException {
    try (stream) {
      reader.close();
    } catch (XMLStreamException e) {
      throw malformed(e);
    }
  }
}
