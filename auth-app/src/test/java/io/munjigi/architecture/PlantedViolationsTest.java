package io.munjigi.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule is trusted because it has failed: once in each of the small houses below {@code planted}. */
class PlantedViolationsTest {

    private static final String PLANTED = "io.munjigi.architecture.planted";
    private static final JavaClasses CLASSES = new ClassFileImporter().importPackages(PLANTED);

    private static final SortedSet<Plant> PLANTS = CLASSES.stream()
            .map(JavaClass::getPackageName)
            .map(Plant::in)
            .collect(Collectors.toCollection(TreeSet::new));

    /** The house in {@code planted.<rule>.<fault>}. */
    record Plant(String rule, String fault) implements Comparable<Plant> {

        static Plant in(String packageName) {
            String[] names = packageName.substring(PLANTED.length() + 1).split("\\.", 3);
            return new Plant(names[0], names[1]);
        }

        String root() {
            return PLANTED + "." + rule + "." + fault;
        }

        @Override
        public int compareTo(Plant other) {
            return root().compareTo(other.root());
        }

        @Override
        public String toString() {
            return rule + " fails for " + fault;
        }
    }

    static Stream<Plant> plants() {
        return PLANTS.stream();
    }

    @ParameterizedTest
    @MethodSource("plants")
    void a_planted_fault_breaks_its_rule_once(Plant plant) {
        House house = House.below(plant.root());
        ArchRule rule = Objects.requireNonNull(ArchitectureRules.of(house).get(plant.rule()), "no such rule");
        JavaClasses planted = CLASSES.that(JavaClass.Predicates.resideInAPackage(house.everything()));

        assertThat(rule.evaluate(planted).getFailureReport().getDetails()).hasSize(1);
    }

    @Test
    void every_rule_has_a_planted_fault() {
        Set<String> tried = PLANTS.stream().map(Plant::rule).collect(Collectors.toSet());

        assertThat(tried).isEqualTo(ArchitectureRules.of(House.below(PLANTED)).keySet());
    }
}
