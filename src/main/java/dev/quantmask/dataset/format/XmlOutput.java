package dev.quantmask.dataset.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** An XML document in UTF-8, written element by element. */
public final class XmlOutput {
  private final XMLStreamWriter xml;

  /** Begins a document; the stream stays open at its end. */
  public XmlOutput(OutputStream output) throws IOException {
    try {
      // The JDK's own, whatever else is on the class path.
      xml =
          XMLOutputFactory.newDefaultFactory()
              .createXMLStreamWriter(output, StandardCharsets.UTF_8.name());
      xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
    } catch (XMLStreamException e) {
      throw failed(e);
    }
  }

  /**
   * Begins an element.
   *
   * @param attributes name, value, name, value ...
   */
  public void begin(String element, Object... attributes) throws IOException {
    try {
      xml.writeCharacters("\n");
      xml.writeStartElement(element);
      for (int i = 0; i < attributes.length; i += 2) {
        xml.writeAttribute((String) attributes[i], String.valueOf(attributes[i + 1]));
      }
    } catch (XMLStreamException e) {
      throw failed(e);
    }
  }

  /** Writes an element that has a text only. */
  public void text(String element, Object text) throws IOException {
    begin(element);
    try {
      xml.writeCharacters(String.valueOf(text));
    } catch (XMLStreamException e) {
      throw failed(e);
    }
    end();
  }

  /** Ends the element that began last. */
  public void end() throws IOException {
    try {
      xml.writeEndElement();
    } catch (XMLStreamException e) {
      throw failed(e);
    }
  }

  /** Ends the document and all elements in it. */
  public void complete() throws IOException {
    try {
      xml.writeEndDocument();
      xml.writeCharacters("\n");
      xml.close();
    } catch (XMLStreamException e) {
      throw failed(e);
    }
  }

  private static IOException failed(XMLStreamException e) {
    return e.getNestedException() instanceof IOException cause ? cause : new IOException(e);
  }
}
