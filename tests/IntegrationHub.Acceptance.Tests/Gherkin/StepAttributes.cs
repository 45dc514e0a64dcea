namespace IntegrationHub.Acceptance.Tests.Gherkin;

/// <summary>Marks a class whose methods are steps or hooks. One instance per scenario, made when its first step runs.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class BindingAttribute : Attribute;

/// <summary>Binds a method to the text of steps.</summary>
/// <param name="kind">Which steps.</param>
/// <param name="expression">A cucumber expression, or a regular expression where it begins with <c>^</c>.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public abstract class StepAttribute(StepKind kind, string expression) : Attribute
{
    public StepKind Kind => kind;

    public string Expression => expression;
}

/// <summary>A state of the world before anything happens.</summary>
public sealed class GivenAttribute(string expression) : StepAttribute(StepKind.Given, expression);

/// <summary>What happens.</summary>
public sealed class WhenAttribute(string expression) : StepAttribute(StepKind.When, expression);

/// <summary>What can be seen afterwards.</summary>
public sealed class ThenAttribute(string expression) : StepAttribute(StepKind.Then, expression);

/// <summary>Runs before the first step of every scenario, or of those with the tag.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BeforeScenarioAttribute(string? tag = null) : Attribute
{
    public string? Tag => tag;
}

/// <summary>Runs after the last step of every scenario, or of those with the tag, also when a step failed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AfterScenarioAttribute(string? tag = null) : Attribute
{
    public string? Tag => tag;
}
