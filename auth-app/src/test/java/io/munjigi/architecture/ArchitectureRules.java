package io.munjigi.architecture;

import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All rules for one house, by name. A rule is a method of {@link LayerRules}, {@link ShapeRules} or {@link HabitRules} that returns one;
 * they are found by that, so none can be written and then forgotten.
 */
final class ArchitectureRules {

    private final SortedMap<String, ArchRule> byName = new TreeMap<>();

    private ArchitectureRules() {}

    /** The rules for this house, which then knows all that they name. */
    static SortedMap<String, ArchRule> of(House house) {
        ArchitectureRules rules = new ArchitectureRules();
        List.of(new LayerRules(house), new ShapeRules(house), new HabitRules(house))
                .forEach(rules::addAllOf);
        return Collections.unmodifiableSortedMap(rules.byName);
    }

    private void addAllOf(Object group) {
        for (Method method : group.getClass().getDeclaredMethods()) {
            if (method.getReturnType() == ArchRule.class && method.getParameterCount() == 0) {
                ArchRule rule = ruleOf(group, method);
                String description = method.getName() + ": " + rule.getDescription();
                if (byName.put(method.getName(), rule.as(description).allowEmptyShould(false)) != null) {
                    throw new IllegalStateException("two rules are called " + method.getName());
                }
            }
        }
    }

    private static ArchRule ruleOf(Object group, Method method) {
        try {
            return (ArchRule) method.invoke(group);
        } catch (ReflectiveOperationException unusable) {
            throw new IllegalStateException(method.getName() + " makes no rule", unusable);
        }
    }
}
