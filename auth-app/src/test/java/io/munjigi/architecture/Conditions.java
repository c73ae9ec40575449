package io.munjigi.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;
import static java.util.stream.Collectors.toUnmodifiableSet;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.base.HasDescription;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.Slice;
import java.lang.module.ModuleDescriptor.Exports;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.NullMarked;

/** The words that our rules need and ArchUnit does not have. */
final class Conditions {

    private static final Set<String> JAVA_BASE = Object.class.getModule().getDescriptor().exports().stream()
            .filter(exported -> !exported.isQualified())
            .map(Exports::source)
            .collect(toUnmodifiableSet());

    private Conditions() {}

    static DescribedPredicate<JavaClass> inJavaBase() {
        return describe("in java.base", type -> {
            JavaClass element = type.getBaseComponentType();
            return element.isPrimitive() || JAVA_BASE.contains(element.getPackageName());
        });
    }

    static DescribedPredicate<JavaClass> topLevelTypes() {
        return describe("are types of their own", Conditions::isTopLevelType);
    }

    /** A {@code package-info} is a class to the JVM. */
    static boolean isTopLevelType(JavaClass type) {
        return type.isTopLevelClass() && !type.getSimpleName().equals("package-info");
    }

    static ArchCondition<JavaClass> dependOn(String name, String where, Predicate<Dependency> offends) {
        return new ArchCondition<>("depend on " + name + " " + where) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency ->
                                dependency.getTargetClass().getName().equals(name))
                        .forEach(dependency -> events.add(new SimpleConditionEvent(
                                dependency, offends.test(dependency), dependency.getDescription())));
            }
        };
    }

    /** Holds also where it is reached by a method reference. */
    static ArchCondition<JavaMethod> beReachedFrom(String caller) {
        return new ArchCondition<>("be reached from " + caller + " alone") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                Set<JavaAccess<?>> accesses = Set.copyOf(method.getAccessesToSelf());
                accesses.forEach(access -> events.add(new SimpleConditionEvent(
                        access, access.getOriginOwner().getName().equals(caller), access.getDescription())));
            }
        };
    }

    static ArchCondition<JavaClass> standAlone() {
        return each("be plain classes with nothing above them", (JavaClass type) -> {
            boolean plain = !type.isInterface() && !type.isRecord() && !type.isEnum();
            return plain
                    && type.getInterfaces().isEmpty()
                    && type.getRawSuperclass()
                            .filter(above -> above.isEquivalentTo(Object.class))
                            .isPresent();
        });
    }

    static ArchCondition<JavaClass> haveOnePublicMethodNamed(String name) {
        return each("have one public method, " + name, (JavaClass type) -> {
            List<JavaMethod> open = type.getMethods().stream()
                    .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                    .toList();
            return open.size() == 1
                    && open.get(0).getName().equals(name)
                    && !open.get(0).getModifiers().contains(JavaModifier.STATIC);
        });
    }

    static ArchCondition<JavaClass> beTakenByTheUseCaseAround() {
        return each(
                "be taken by the use case around",
                (JavaClass command) -> command.getEnclosingClass()
                        .filter(useCase -> useCase.getMethods().stream()
                                .anyMatch(method -> method.getName().equals("handle")
                                        && method.getRawParameterTypes().contains(command)))
                        .isPresent());
    }

    static ArchCondition<JavaClass> declare(String method) {
        return each(
                "declare " + method,
                (JavaClass type) -> type.tryGetMethod(method).isPresent());
    }

    static <T extends HasDescription> ArchCondition<T> haveAtMost(int most, String what, ToIntFunction<T> count) {
        return each("have at most " + most + " " + what, (T subject) -> count.applyAsInt(subject) <= most);
    }

    static ArchCondition<Slice> showAtMost(Map<String, Integer> bounds) {
        return each("show at most so many types: " + bounds, (Slice slice) -> {
            Integer bound = bounds.get(slice.getNamePart(1));
            return bound == null || publicTypes(slice) <= bound;
        });
    }

    private static long publicTypes(Set<JavaClass> types) {
        return types.stream()
                .filter(Conditions::isTopLevelType)
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .count();
    }

    /** A failure made around another one is what the JDK's checked exceptions require. */
    static DescribedPredicate<JavaAccess<?>> makesAFailureOtherThan(String allowed) {
        return describe(
                "make a failure other than " + allowed,
                access -> access.getTarget() instanceof CodeUnitAccessTarget target
                        && target.getName().equals("<init>")
                        && target.getOwner().isAssignableTo(Throwable.class)
                        && !target.getOwner().getName().equals(allowed)
                        // The compiler's own, for an enum that has grown since a switch over it was compiled.
                        && !target.getOwner().isEquivalentTo(IncompatibleClassChangeError.class)
                        && target.getRawParameterTypes().stream()
                                .noneMatch(given -> given.isAssignableTo(Throwable.class)));
    }

    static ArchCondition<JavaClass> takeOrKeepAnOptional() {
        return new ArchCondition<>("keep an Optional, or take one in a method that is not private") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaField field : type.getFields()) {
                    add(field, field.getRawType().isEquivalentTo(Optional.class), events);
                }
                for (JavaCodeUnit unit : type.getCodeUnits()) {
                    boolean hidden = unit.getModifiers().contains(JavaModifier.PRIVATE)
                            || unit.getModifiers().contains(SYNTHETIC);
                    boolean takes = unit.getRawParameterTypes().stream()
                            .anyMatch(parameter -> parameter.isEquivalentTo(Optional.class));
                    add(unit, takes && !hidden, events);
                }
            }

            private void add(HasDescription member, boolean holds, ConditionEvents events) {
                events.add(new SimpleConditionEvent(member, holds, member.getDescription()));
            }
        };
    }

    static ArchCondition<JavaClass> beInANullMarkedPackage() {
        return each("be in a package that is @NullMarked", (JavaClass type) -> {
            JavaPackage home = type.getPackage();
            return home.isAnnotatedWith(NullMarked.class);
        });
    }

    private static <T extends HasDescription> ArchCondition<T> each(String what, Predicate<T> holds) {
        BiFunction<T, Boolean, String> message =
                (subject, fulfilled) -> subject.getDescription() + (fulfilled ? " does " : " does not ") + what;
        return new ArchCondition<>(what) {
            @Override
            public void check(T subject, ConditionEvents events) {
                boolean fulfilled = holds.test(subject);
                events.add(new SimpleConditionEvent(subject, fulfilled, message.apply(subject, fulfilled)));
            }
        };
    }
}
