package io.munjigi.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.time.InstantSource;
import java.util.Calendar;
import java.util.Date;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** What the platform offers to anybody who asks, so that no test can say what the answer is. Calls and method references alike. */
final class Ambient {

    /** What time it is. {@code now(clock)} is not meant: its clock came from somewhere. */
    static final DescribedPredicate<JavaAccess<?>> TIME_OF_DAY = asks("the time of day", Ambient::isTimeOfDay);

    /** How long something takes. */
    static final DescribedPredicate<JavaAccess<?>> STOPWATCH =
            asks("the stopwatch", target -> is(target, System.class, "nanoTime"));

    /** Something unpredictable. */
    static final DescribedPredicate<JavaAccess<?>> RANDOMNESS = asks("for randomness", Ambient::isRandomness);

    private static final Set<String> MAKERS_OF_GENERATORS =
            Set.of("<init>", "current", "getInstance", "getInstanceStrong", "of", "getDefault");

    private Ambient() {}

    private static boolean isTimeOfDay(CodeUnitAccessTarget target) {
        boolean nowOfNoClock = target.getOwner().getPackageName().startsWith("java.time")
                && target.getName().equals("now")
                && target.getRawParameterTypes().stream()
                        .noneMatch(parameter -> parameter.isAssignableTo(InstantSource.class));
        boolean systemClock = target.getOwner().isAssignableTo(InstantSource.class)
                && (target.getName().startsWith("system") || target.getName().startsWith("tick"));
        boolean oldWay = is(target, System.class, "currentTimeMillis")
                || is(target, Calendar.class, "getInstance")
                || (is(target, Date.class, "<init>")
                        && target.getRawParameterTypes().isEmpty());
        return nowOfNoClock || systemClock || oldWay;
    }

    private static boolean isRandomness(CodeUnitAccessTarget target) {
        return (target.getOwner().isAssignableTo(RandomGenerator.class)
                        && MAKERS_OF_GENERATORS.contains(target.getName()))
                || is(target, Math.class, "random")
                || is(target, UUID.class, "randomUUID");
    }

    private static boolean is(AccessTarget target, Class<?> owner, String name) {
        JavaClass type = target.getOwner();
        return type.isEquivalentTo(owner) && target.getName().equals(name);
    }

    private static DescribedPredicate<JavaAccess<?>> asks(String what, Predicate<CodeUnitAccessTarget> predicate) {
        return describe(
                "ask " + what,
                access -> access.getTarget() instanceof CodeUnitAccessTarget target && predicate.test(target));
    }
}
