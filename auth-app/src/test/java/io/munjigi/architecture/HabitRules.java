package io.munjigi.architecture;

import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static io.munjigi.architecture.Conditions.beInANullMarkedPackage;
import static io.munjigi.architecture.Conditions.makesAFailureOtherThan;
import static io.munjigi.architecture.Conditions.takeOrKeepAnOptional;

import com.tngtech.archunit.lang.ArchRule;

/** What all code does, or does not, wherever it is. */
final class HabitRules {

    private static final String EMPTY_NAMES =
            ".*[.$](\\w*(Manager|Utils?|Helper|Impl|Service)|(Base|Abstract)[A-Z]\\w*)";

    private final House house;

    HabitRules(House house) {
        this.house = house;
    }

    ArchRule names_say_what_a_type_does() {
        return noClasses().that().resideInAPackage(house.everything()).should().haveNameMatching(EMPTY_NAMES);
    }

    ArchRule time_and_randomness_come_into_the_core_from_outside() {
        return noClasses()
                .that()
                .resideInAPackage(house.all("core"))
                .and(house.exempting("core.AuthBuilder"))
                .should(accessTargetWhere(
                        Ambient.TIME_OF_DAY.or(Ambient.STOPWATCH).or(Ambient.RANDOMNESS)));
    }

    /**
     * The defaults of the tokens' factories, the port itself, and ids that are no secrets: of lines of the log, of a node and of a piece of
     * news. Durations may be measured.
     */
    ArchRule adapters_ask_for_time_and_randomness_in_few_places() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(house.all("core"), house.all("app"))
                .and(house.exempting(
                        "crypto.NimbusAccessTokens",
                        "crypto.SystemRandomness",
                        "http.Exchange",
                        "persistence.Database",
                        "persistence.RevocationRecord"))
                .should(accessTargetWhere(Ambient.TIME_OF_DAY.or(Ambient.RANDOMNESS)));
    }

    ArchRule use_cases_refuse_with_AuthException_alone() {
        return noClasses()
                .that()
                .resideInAPackage(house.all("core.usecase"))
                .should(accessTargetWhere(makesAFailureOtherThan(house.theClass("core.model.AuthException"))));
    }

    /** Which may change without a word, and which a module path often does not let us reach. */
    ArchRule the_internals_of_libraries_are_left_alone() {
        return noClasses()
                .that()
                .resideInAPackage(house.everything())
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..internal..");
    }

    ArchRule an_optional_is_returned_and_nothing_else() {
        return noClasses().that().resideInAPackage(house.everything()).should(takeOrKeepAnOptional());
    }

    ArchRule every_package_is_null_marked() {
        return classes().that().resideInAPackage(house.everything()).should(beInANullMarkedPackage());
    }

    ArchRule only_the_app_prints() {
        return noClasses().that().resideOutsideOfPackage(house.all("app")).should(ACCESS_STANDARD_STREAMS);
    }

    ArchRule only_the_app_chooses_a_logging_library() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(house.all("app"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "org.slf4j..");
    }
}
