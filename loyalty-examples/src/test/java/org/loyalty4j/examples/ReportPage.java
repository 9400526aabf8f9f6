package org.loyalty4j.examples;

import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** A report read back: only markup that is well-formed gets this far. */
final class ReportPage {

    private final Document document;
    private final XPath paths = XPathFactory.newInstance().newXPath();

    private ReportPage(Document document) {
        this.document = document;
    }

    static ReportPage of(ReplayFigures figures) throws Exception {
        return of(ReplayReport.html(figures));
    }

    static ReportPage of(String html) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setExpandEntityReferences(false);
        InputSource source = new InputSource(new StringReader(html));
        return new ReportPage(factory.newDocumentBuilder().parse(source));
    }

    List<Element> all(String path) throws Exception {
        return all(document, path);
    }

    List<Element> all(Node within, String path) throws Exception {
        NodeList found = (NodeList) paths.evaluate(path, within, XPathConstants.NODESET);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    Element one(Node within, String path) throws Exception {
        List<Element> found = all(within, path);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " times " + path);
        }
        return found.get(0);
    }

    Element section(String id) throws Exception {
        return one(document, "//section[@aria-labelledby='" + id + "-head']");
    }

    /** The cells of the section's table, row by row, each row joined by bars. */
    List<String> rows(String id, String part) throws Exception {
        return all(section(id), ".//" + part + "/tr").stream()
                .map(row -> String.join(" | ", texts(row)))
                .toList();
    }

    /** An attribute in hundredths, as in 12.34 or 12.34%. */
    static long hundredths(Element element, String attribute) {
        String number = element.getAttribute(attribute).replace("%", "");
        return number.contains(".") ? Long.parseLong(number.replace(".", "")) : Long.parseLong(number) * 100;
    }

    private static List<String> texts(Element row) {
        NodeList cells = row.getChildNodes();
        return IntStream.range(0, cells.getLength())
                .mapToObj(cells::item)
                .filter(Element.class::isInstance)
                .map(cell -> cell.getTextContent().strip())
                .toList();
    }
}
