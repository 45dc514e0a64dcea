namespace IntegrationHub.Acceptance.Tests.Gherkin;

/// <summary>The three kinds of steps; <c>And</c>, <c>But</c> and <c>*</c> continue the kind before them.</summary>
public enum StepKind
{
    Given,
    When,
    Then,
}

/// <summary>One step of a scenario, with the values of its example filled in.</summary>
public sealed record StepPlan(StepKind Kind, string Keyword, string Text, int Line, DataTable? Table, string? DocString);

/// <summary>One scenario as it will run: background steps first, one plan per example of an outline.</summary>
/// <param name="Feature">Name of the feature.</param>
/// <param name="Name">Name of the scenario; examples of an outline carry their values.</param>
/// <param name="Tags">Tags of feature, rule, scenario and examples, without <c>@</c>.</param>
/// <param name="Steps">In the order in which they run.</param>
public sealed record ScenarioPlan(string Feature, string Name, IReadOnlyList<string> Tags, IReadOnlyList<StepPlan> Steps);
