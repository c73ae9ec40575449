package io.munjigi.architecture;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Locations;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds all modules of the house to its rules. */
class ArchitectureTest {

    private static final int FEWEST_RULES = 46;

    private static final House HOUSE = House.below("io.munjigi");
    private static final SortedMap<String, ArchRule> RULES = ArchitectureRules.of(HOUSE);
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.munjigi");

    static Stream<Named<ArchRule>> rules() {
        return RULES.entrySet().stream().map(entry -> Named.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_house_keeps_its_rule(ArchRule rule) {
        rule.check(CLASSES);
    }

    @Test
    void there_are_as_many_rules_as_there_should_be() {
        assertThat(RULES).hasSizeGreaterThanOrEqualTo(FEWEST_RULES);
    }

    @Test
    void only_the_code_of_the_house_is_looked_at() {
        assertThat(CLASSES)
                .noneMatch(type ->
                        type.getName().endsWith("Test") || type.getName().contains(".testkit."))
                .noneMatch(type -> type.getPackageName().startsWith("io.munjigi.architecture"));
    }

    @Test
    void every_package_that_a_rule_names_has_types() {
        assertThat(HOUSE.namedPackages())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(CLASSES)
                        .as(name)
                        .anyMatch(type -> Conditions.isTopLevelType(type)
                                && (type.getPackageName() + ".").startsWith(name + ".")));
    }

    @Test
    void every_class_that_a_rule_names_exists() {
        assertThat(HOUSE.namedClasses())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(CLASSES.contain(name)).as(name).isTrue());
    }

    @Test
    void every_foreign_package_that_a_rule_names_is_on_the_class_path() {
        assertThat(LayerRules.FOREIGN)
                .allSatisfy(
                        name -> assertThat(Locations.ofPackage(name)).as(name).isNotEmpty());
    }

    @Test
    void every_exemption_is_still_needed() {
        String violations = ArchitectureRules.of(HOUSE.withoutExemptions()).values().stream()
                .flatMap(rule -> rule.evaluate(CLASSES).getFailureReport().getDetails().stream())
                .collect(joining("\n"));

        assertThat(HOUSE.exemptClasses())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(violations).contains(name));
    }

    @Test
    void the_secrets_that_a_rule_names_exist() {
        Set<String> model = CLASSES.stream()
                .filter(type -> type.getPackageName().equals("io.munjigi.core.model"))
                .map(JavaClass::getSimpleName)
                .collect(toSet());

        assertThat(model).containsAll(ShapeRules.SECRETS);
    }
}
