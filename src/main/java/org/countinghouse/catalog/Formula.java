package org.countinghouse.catalog;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/** A parsed decimal expression. It can reach nothing but its variables, and its size is bounded. */
public sealed interface Formula {
    /** A literal. */
    record Constant(BigDecimal value) implements Formula {}

    /** A named value; {@code quantity} is the charge's own. */
    record Variable(String name) implements Formula {}

    /** Minus something. */
    record Negative(Formula operand) implements Formula {}

    /** Two operands joined by an operator. */
    record Binary(Operator operator, Formula left, Formula right) implements Formula {}

    /** A function applied to arguments. */
    record Call(Function function, List<Formula> arguments) implements Formula {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** Arithmetic, and comparisons that give 1 or 0. */
    enum Operator {
        ADD("+"),
        SUBTRACT("-"),
        MULTIPLY("*"),
        DIVIDE("/"),
        LESS("<"),
        AT_MOST("<="),
        GREATER(">"),
        AT_LEAST(">="),
        EQUAL("=="),
        DIFFERENT("!=");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }
    }

    /** The whole function list. */
    enum Function {
        MIN(1, 20),
        MAX(1, 20),
        ABS(1, 1),
        IF(3, 3),
        /** Ties away from zero; the second argument is the number of decimals. */
        ROUND(1, 2),
        CEIL(1, 2),
        FLOOR(1, 2);

        private final int least;
        private final int most;

        Function(int least, int most) {
            this.least = least;
            this.most = most;
        }

        boolean takes(int arguments) {
            return arguments >= least && arguments <= most;
        }
    }

    /**
     * @param variables names that may be used besides {@code quantity}
     * @param path where the expression stands, for the failure
     * @throws CatalogFailure with the position, counted from 1
     */
    static Formula parse(String expression, Set<String> variables, String path) {
        return new FormulaParser(expression, variables, path).parse();
    }
}
