package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What is published is what the BOM names, and its poms say what Maven Central asks for. */
class PublishedPomsTest {

    private static final String BOM = "bom";

    private final Pom parent = Pom.of("");
    private final Pom bom = Pom.of(BOM);
    private final List<Pom> libraries = parent.all("/project/modules/module").stream()
            .map(Pom::of)
            .filter(Pom::isPublished)
            .filter(module -> !module.folder().equals(BOM))
            .toList();

    /** A pom, as it stands. */
    private record Pom(String folder, Document document) {

        private static final XPath PATHS = XPathFactory.newInstance().newXPath();

        static Pom of(String folder) {
            try {
                Path file = Path.of("..", folder, "pom.xml");
                return new Pom(
                        folder,
                        DocumentBuilderFactory.newInstance()
                                .newDocumentBuilder()
                                .parse(file.toFile()));
            } catch (IOException | SAXException | ParserConfigurationException unreadable) {
                throw new AssertionError(folder, unreadable);
            }
        }

        List<String> all(String path) {
            try {
                NodeList found = (NodeList) PATHS.evaluate(path, document, XPathConstants.NODESET);
                List<String> texts = new ArrayList<>();
                for (int index = 0; index < found.getLength(); index++) {
                    texts.add(found.item(index).getTextContent().strip());
                }
                return texts;
            } catch (XPathExpressionException wrong) {
                throw new AssertionError(path, wrong);
            }
        }

        String one(String path) {
            return String.join(" and ", all(path));
        }

        boolean isPublished() {
            return !one("/project/properties/maven.deploy.skip").equals("true");
        }
    }

    @Test
    void the_bom_names_every_published_module_in_its_own_version() {
        String managed = "/project/dependencyManagement/dependencies/dependency";
        List<String> published = libraries.stream()
                .map(module -> module.one("/project/artifactId"))
                .toList();

        assertThat(bom.all(managed + "[not(type)]/artifactId"))
                .hasSizeGreaterThan(4)
                .containsExactlyInAnyOrderElementsOf(published);
        assertThat(bom.all(managed + "/version")).containsOnly("${project.version}");
        assertThat(bom.all(managed + "/groupId")).containsOnly(parent.one("/project/groupId"));
    }

    @Test
    void whoever_imports_the_bom_gets_our_modules_alone_as_it_has_no_parent() {
        assertThat(bom.all("/project/parent")).isEmpty();
    }

    @Test
    void all_have_one_version() {
        String version = parent.one("/project/version");

        assertThat(libraries)
                .allSatisfy(module ->
                        assertThat(module.one("/project/parent/version")).isEqualTo(version));
        assertThat(bom.one("/project/version")).isEqualTo(version);
        assertThat(Pom.of("examples").one("/project/properties/munjigi.version"))
                .isEqualTo(version);
    }

    @Test
    void every_published_pom_has_what_central_asks_for() {
        for (Pom pom : Stream.concat(Stream.of(parent, bom), libraries.stream()).toList()) {
            for (String element : List.of("name", "description")) {
                assertThat(pom.one("/project/" + element))
                        .as(element + " of " + pom.folder())
                        .isNotEmpty();
            }
        }
        // The libraries have these from their parent.
        for (Pom pom : List.of(parent, bom)) {
            for (String element : List.of(
                    "url",
                    "licenses/license/name",
                    "licenses/license/url",
                    "developers/developer/name",
                    "scm/connection",
                    "scm/developerConnection",
                    "scm/url")) {
                assertThat(pom.one("/project/" + element))
                        .as(element + " of " + pom.folder())
                        .isNotEmpty();
            }
        }
        assertThat(libraries)
                .allSatisfy(module ->
                        assertThat(module.one("/project/parent/artifactId")).isEqualTo("munjigi"));
    }

    @Test
    void neither_the_examples_nor_the_service_are_published() {
        assertThat(List.of(Pom.of("examples"), Pom.of("auth-app"))).noneMatch(Pom::isPublished);
    }
}
