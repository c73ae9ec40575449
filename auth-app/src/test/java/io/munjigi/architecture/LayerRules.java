package io.munjigi.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.munjigi.architecture.Conditions.dependOn;
import static io.munjigi.architecture.Conditions.inJavaBase;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Who knows whom. In the core, {@code model <- port <- guard <- usecase <- Auth <- AuthBuilder}; around it, adapters; around all, the app. */
final class LayerRules {

    private static final List<String> CRYPTOGRAPHY =
            List.of("com.nimbusds", "com.password4j", "org.bouncycastle", "com.nulabinc", "com.sun.jna", "com.amazon");
    private static final List<String> DATABASES =
            List.of("org.jdbi", "org.flywaydb", "com.zaxxer.hikari", "org.h2", "org.postgresql");
    private static final List<String> SQL = List.of("java.sql", "javax.sql");
    private static final List<String> FILES_OF_OTHERS = List.of("org.sqlite", "de.siegmar.fastcsv");
    private static final List<String> COMMAND_LINES = List.of("picocli");
    private static final List<String> METRICS = List.of("io.micrometer");
    private static final List<String> REDIS = List.of("redis.clients.jedis");
    private static final List<String> WEB_SERVERS = List.of("io.javalin", "org.eclipse.jetty", "jakarta.servlet");
    private static final List<String> JSON_BINDING = List.of("tools.jackson.databind", "com.fasterxml.jackson");
    private static final List<String> JSON_PARSING = List.of("tools.jackson.core");

    /** Every foreign package that a rule names. */
    static final List<String> FOREIGN = Stream.of(
                    CRYPTOGRAPHY,
                    DATABASES,
                    SQL,
                    FILES_OF_OTHERS,
                    COMMAND_LINES,
                    METRICS,
                    REDIS,
                    WEB_SERVERS,
                    JSON_BINDING,
                    JSON_PARSING)
            .flatMap(List::stream)
            .toList();

    private final House house;

    LayerRules(House house) {
        this.house = house;
    }

    ArchRule the_model_knows_nothing_else_of_the_house() {
        return classes()
                .that()
                .resideInAPackage(house.all("core.model"))
                .should(knowNobodyOfTheHouseBut(house.all("core.model")));
    }

    ArchRule ports_know_only_the_model() {
        return classes()
                .that()
                .resideInAPackage(house.all("core.port"))
                .should(knowNobodyOfTheHouseBut(house.all("core.port"), house.all("core.model")));
    }

    ArchRule guards_know_only_ports_and_the_model() {
        return classes()
                .that()
                .resideInAPackage(house.all("core.guard"))
                .should(knowNobodyOfTheHouseBut(
                        house.all("core.guard"), house.all("core.port"), house.all("core.model")));
    }

    ArchRule use_cases_know_only_guards_ports_and_the_model() {
        return classes()
                .that()
                .resideInAPackage(house.all("core.usecase"))
                .should(knowNobodyOfTheHouseBut(
                        house.all("core.usecase"),
                        house.all("core.guard"),
                        house.all("core.port"),
                        house.all("core.model")));
    }

    ArchRule use_case_folders_do_not_know_one_another() {
        return slices().matching(house.eachBelow("core.usecase")).should().notDependOnEachOther();
    }

    ArchRule the_front_door_knows_its_builder_only_to_hand_it_out() {
        String auth = house.theClass("core.Auth");
        return noClasses()
                .that()
                .haveFullyQualifiedName(auth)
                .should(dependOn(
                        house.theClass("core.AuthBuilder"),
                        "outside builder()",
                        dependency -> !dependency.getDescription().startsWith("Method <" + auth + ".builder()>")));
    }

    ArchRule the_core_needs_only_itself_java_base_and_jspecify() {
        return classes()
                .that()
                .resideInAPackage(house.all("core"))
                .should()
                .onlyDependOnClassesThat(
                        inJavaBase().or(resideInAnyPackage(house.all("core"), "org.jspecify.annotations")));
    }

    ArchRule only_the_core_knows_its_guards() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(house.all("core"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(house.all("core.guard"));
    }

    ArchRule crypto_knows_only_the_model_and_ports() {
        return classes()
                .that()
                .resideInAPackage(house.all("crypto"))
                .should(knowNobodyOfTheHouseBut(house.all("crypto"), house.all("core.port"), house.all("core.model")));
    }

    ArchRule persistence_knows_only_the_model_and_ports() {
        return classes()
                .that()
                .resideInAPackage(house.all("persistence"))
                .should(knowNobodyOfTheHouseBut(
                        house.all("persistence"), house.all("core.port"), house.all("core.model")));
    }

    ArchRule redis_knows_only_the_model_and_ports() {
        return classes()
                .that()
                .resideInAPackage(house.all("redis"))
                .should(knowNobodyOfTheHouseBut(house.all("redis"), house.all("core.port"), house.all("core.model")));
    }

    ArchRule http_knows_only_the_front_door_use_cases_and_the_model() {
        return classes()
                .that()
                .resideInAPackage(house.all("http"))
                .should(knowNobodyOfTheHouseBut(
                        house.all("http"), house.only("core"), house.all("core.usecase"), house.all("core.model")));
    }

    ArchRule nobody_knows_the_app() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(house.all("app"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(house.all("app"));
    }

    ArchRule transfers_know_only_the_model() {
        return classes()
                .that()
                .resideInAPackage(house.all("app.transfer"))
                .should(knowNobodyOfTheHouseBut(house.all("app.transfer"), house.all("core.model")));
    }

    ArchRule the_app_does_not_know_its_commands() {
        return noClasses()
                .that()
                .resideInAPackage(house.all("app"))
                .and()
                .resideOutsideOfPackage(house.all("app.command"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(house.all("app.command"));
    }

    ArchRule only_crypto_knows_cryptography_libraries() {
        return nobodyBut(List.of("crypto"), CRYPTOGRAPHY);
    }

    ArchRule only_persistence_knows_databases() {
        return nobodyBut(List.of("persistence"), DATABASES);
    }

    ArchRule only_persistence_and_transfers_speak_sql() {
        return nobodyBut(List.of("persistence", "app.transfer"), SQL);
    }

    ArchRule only_transfers_read_files_of_others() {
        return nobodyBut(List.of("app.transfer"), FILES_OF_OTHERS);
    }

    ArchRule only_commands_read_command_lines() {
        return nobodyBut(List.of("app.command"), COMMAND_LINES);
    }

    ArchRule only_the_metrics_know_their_library() {
        return nobodyBut(List.of("app.metrics"), METRICS);
    }

    ArchRule metrics_know_the_house_but_nothing_of_the_app() {
        return classes()
                .that()
                .resideInAPackage(house.all("app.metrics"))
                .should(knowNobodyOfTheHouseBut(
                        house.all("app.metrics"),
                        house.only("core"),
                        house.all("core.model"),
                        house.only("crypto"),
                        house.only("http"),
                        house.only("persistence")));
    }

    ArchRule only_redis_knows_its_client() {
        return nobodyBut(List.of("redis"), REDIS);
    }

    ArchRule only_http_knows_web_servers() {
        return nobodyBut(List.of("http"), WEB_SERVERS);
    }

    ArchRule only_http_binds_json() {
        return nobodyBut(List.of("http"), JSON_BINDING);
    }

    ArchRule only_http_crypto_transfers_and_commands_speak_json() {
        return nobodyBut(List.of("http", "crypto", "app.transfer", "app.command"), JSON_PARSING);
    }

    private ArchCondition<JavaClass> knowNobodyOfTheHouseBut(String... packages) {
        return ArchConditions.onlyDependOnClassesThat(
                        resideOutsideOfPackage(house.everything()).or(resideInAnyPackage(packages)))
                .as("know nobody of the house but " + Arrays.toString(packages));
    }

    private ArchRule nobodyBut(List<String> owners, List<String> families) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(owners.stream().map(house::all).toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        families.stream().map(family -> family + "..").toArray(String[]::new));
    }
}
