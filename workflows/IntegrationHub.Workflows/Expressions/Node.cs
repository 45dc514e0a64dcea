using System.Collections.Immutable;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Expressions;

/// <summary>A part of a parsed expression. <paramref name="At"/> is the offset of its first (or most telling) character.</summary>
internal abstract record Node(int At);

internal sealed record LiteralNode(int At, Value Value) : Node(At);

internal sealed record NameNode(int At, string Name) : Node(At);

internal sealed record PathNode(int At, Node Of, string Name) : Node(At);

internal sealed record FilterNode(int At, Node Of, Node Condition) : Node(At);

internal sealed record CallNode(int At, string Function, ImmutableArray<Node> Arguments) : Node(At);

internal sealed record NegationNode(int At, Node Of) : Node(At);

internal sealed record ArithmeticNode(int At, char Operator, Node Left, Node Right) : Node(At);

internal sealed record ComparisonNode(int At, Comparison Comparison, Node Left, Node Right) : Node(At);

internal sealed record AndNode(int At, Node Left, Node Right) : Node(At);

internal sealed record OrNode(int At, Node Left, Node Right) : Node(At);

internal sealed record BetweenNode(int At, Node Of, Node From, Node To) : Node(At);

internal sealed record InNode(int At, Node Of, ImmutableArray<Test> Tests) : Node(At);

internal sealed record IfNode(int At, Node Condition, Node Then, Node Else) : Node(At);

internal sealed record LoopNode(int At, LoopKind Kind, string Variable, Node Over, Node Body) : Node(At);

internal sealed record ListNode(int At, ImmutableArray<Node> Items) : Node(At);

internal sealed record ContextNode(int At, ImmutableArray<(string Name, Node Value)> Entries) : Node(At);

/// <summary>What stands right of <c>in</c>.</summary>
internal abstract record Test(int At);

/// <summary><c>&lt; 5</c></summary>
internal sealed record ComparisonTest(int At, Comparison Comparison, Node To) : Test(At);

/// <summary><c>[1..5)</c></summary>
internal sealed record RangeTest(int At, Node From, bool FromIncluded, Node To, bool ToIncluded) : Test(At);

/// <summary>A value, or a list one of whose values is meant.</summary>
internal sealed record ValueTest(int At, Node Of) : Test(At);

internal enum Comparison
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

internal enum LoopKind
{
    For,
    Some,
    Every,
}
