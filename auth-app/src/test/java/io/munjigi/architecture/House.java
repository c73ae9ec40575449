package io.munjigi.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** Where rules look: everything below one root package, which is the real one or a planted one. Remembers what rules have named. */
final class House {

    private final String root;
    private final boolean exemptionsCount;
    private final SortedSet<String> namedPackages = new TreeSet<>();
    private final SortedSet<String> namedClasses = new TreeSet<>();
    private final SortedSet<String> exemptClasses = new TreeSet<>();

    private House(String root, boolean exemptionsCount) {
        this.root = root;
        this.exemptionsCount = exemptionsCount;
    }

    /** The house below this package. */
    static House below(String root) {
        return new House(root, true);
    }

    /** The same, where no class is exempt from anything. */
    House withoutExemptions() {
        return new House(root, false);
    }

    /** The whole house, as ArchUnit writes a package and those below it. */
    String everything() {
        return root + "..";
    }

    /** A package of the house, alone. */
    String only(String name) {
        String full = root + "." + name;
        namedPackages.add(full);
        return full;
    }

    /** A package of the house, and those below it. */
    String all(String name) {
        return only(name) + "..";
    }

    /** The packages right below one of the house. */
    String eachBelow(String name) {
        return (name.isEmpty() ? root : only(name)) + ".(*)..";
    }

    /** A class of the house. */
    String theClass(String name) {
        String full = root + "." + name;
        namedClasses.add(full);
        return full;
    }

    /** All classes but those that the rule has a reason to exempt. */
    DescribedPredicate<JavaClass> exempting(String... names) {
        DescribedPredicate<JavaClass> others = alwaysTrue();
        for (String name : names) {
            String full = theClass(name);
            exemptClasses.add(full);
            if (exemptionsCount) {
                others = others.and(not(name(full)));
            }
        }
        return others.as("are not " + String.join(" or ", names));
    }

    SortedSet<String> namedPackages() {
        return Collections.unmodifiableSortedSet(namedPackages);
    }

    SortedSet<String> namedClasses() {
        return Collections.unmodifiableSortedSet(namedClasses);
    }

    SortedSet<String> exemptClasses() {
        return Collections.unmodifiableSortedSet(exemptClasses);
    }
}
