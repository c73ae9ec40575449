package io.munjigi.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.munjigi.architecture.Conditions.beReachedFrom;
import static io.munjigi.architecture.Conditions.beTakenByTheUseCaseAround;
import static io.munjigi.architecture.Conditions.haveAtMost;
import static io.munjigi.architecture.Conditions.haveOnePublicMethodNamed;
import static io.munjigi.architecture.Conditions.showAtMost;
import static io.munjigi.architecture.Conditions.standAlone;
import static io.munjigi.architecture.Conditions.topLevelTypes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;

/** What use cases, ports, secrets, proofs and adapters look like. */
final class ShapeRules {

    static final Set<String> SECRETS = Set.of("Password", "PasswordHash", "Secret", "SecretDigest", "SealedBytes");

    private static final int MOST_PORT_METHODS = 6;
    private static final int MOST_COLLABORATORS = 7;

    /** Flyway and H2 make one each of persistence's by reflection, which takes public ones only. */
    private static final Map<String, Integer> PUBLIC_TYPES =
            Map.of("crypto", 6, "persistence", 5, "redis", 2, "http", 8);

    private final House house;

    ShapeRules(House house) {
        this.house = house;
    }

    /** Whatever else is in such a folder is package-private; the issuer is public to be wired. */
    ArchRule what_a_use_case_folder_shows_is_final_and_has_one_public_method_handle() {
        return classes()
                .that()
                .resideInAPackage(house.all("core.usecase"))
                .and(topLevelTypes())
                .and()
                .arePublic()
                .and(house.exempting("core.usecase.login.SessionIssuer"))
                .should()
                .haveModifier(FINAL)
                .andShould(standAlone())
                .andShould(haveOnePublicMethodNamed("handle"));
    }

    ArchRule use_case_folders_hold_no_interfaces() {
        return classes()
                .that()
                .resideInAPackage(house.all("core.usecase"))
                .and(topLevelTypes())
                .should()
                .notBeInterfaces();
    }

    ArchRule a_command_is_a_record_within_the_use_case_that_takes_it() {
        return classes()
                .that()
                .resideInAPackage(house.all("core.usecase"))
                .and()
                .haveSimpleNameEndingWith("Command")
                .should()
                .beRecords()
                .andShould(beTakenByTheUseCaseAround());
    }

    ArchRule the_session_issuer_is_called_from_its_own_folder_only() {
        return methods()
                .that()
                .areDeclaredIn(house.theClass("core.usecase.login.SessionIssuer"))
                .should()
                .notBePublic();
    }

    ArchRule only_AuthenticateToken_proves_a_principal() {
        return methods()
                .that()
                .areDeclaredIn(house.theClass("core.model.Principal"))
                .and()
                .haveName("provenBy")
                .should(beReachedFrom(house.theClass("core.usecase.login.AuthenticateToken")));
    }

    ArchRule only_a_principal_makes_principals() {
        return constructors()
                .that()
                .areDeclaredIn(house.theClass("core.model.Principal"))
                .should()
                .bePrivate();
    }

    ArchRule no_route_reaches_an_insider() {
        return noClasses()
                .that()
                .resideInAPackage(house.all("http"))
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName(house.theClass("core.model.Insider"));
    }

    ArchRule ports_are_interfaces_of_at_most_six_methods() {
        return classes()
                .that()
                .resideInAPackage(house.all("core.port"))
                .and(topLevelTypes())
                .and()
                .doNotHaveFullyQualifiedName(house.theClass("core.port.Stores"))
                .should()
                .beInterfaces()
                .andShould(haveAtMost(MOST_PORT_METHODS, "methods", port -> (int) port.getMethods().stream()
                        .filter(method -> !method.getModifiers().contains(SYNTHETIC))
                        .count()));
    }

    ArchRule the_bundle_of_stores_only_hands_out_ports() {
        return methods()
                .that()
                .areDeclaredIn(house.theClass("core.port.Stores"))
                .should()
                .haveRawReturnType(resideInAPackage(house.all("core.port")))
                .andShould()
                .haveRawParameterTypes(new String[0]);
    }

    ArchRule nothing_is_built_from_more_than_seven_ports_and_guards() {
        return constructors()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage(house.all("core.usecase"))
                .should(haveAtMost(
                        MOST_COLLABORATORS,
                        "ports and guards",
                        constructor -> (int) constructor.getRawParameterTypes().stream()
                                .filter(JavaClass.Predicates.resideInAnyPackage(
                                        house.all("core.port"), house.all("core.guard")))
                                .count()));
    }

    ArchRule secrets_are_final_classes_that_hide_themselves() {
        return classes()
                .that()
                .resideInAPackage(house.all("core.model"))
                .and(describe("are secrets", type -> SECRETS.contains(type.getSimpleName()) || revealsSomething(type)))
                .should()
                .haveModifier(FINAL)
                .andShould()
                .notBeRecords()
                .andShould(Conditions.declare("toString"));
    }

    ArchRule an_adapter_shows_a_handful_of_types() {
        PUBLIC_TYPES.keySet().forEach(house::only);
        return slices().matching(house.eachBelow("")).should(showAtMost(PUBLIC_TYPES));
    }

    private static boolean revealsSomething(JavaClass type) {
        return type.getMethods().stream().map(JavaMember::getName).anyMatch("reveal"::equals);
    }
}
