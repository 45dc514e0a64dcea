using System.Reflection;

namespace IntegrationHub.Acceptance.Tests.Gherkin;

/// <summary>All steps and hooks of an assembly, or of some classes.</summary>
public sealed class StepCatalogue
{
    private readonly List<StepBinding> _steps = [];
    private readonly List<(MethodInfo Method, string? Tag)> _before = [];
    private readonly List<(MethodInfo Method, string? Tag)> _after = [];

    public StepCatalogue(IEnumerable<Type> bindings)
    {
        foreach (var method in bindings.SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance)))
        {
            _steps.AddRange(method.GetCustomAttributes<StepAttribute>().Select(step => new StepBinding(method, step.Kind, step.Expression)));
            if (method.GetCustomAttribute<BeforeScenarioAttribute>() is { } before)
            {
                _before.Add((method, before.Tag));
            }

            if (method.GetCustomAttribute<AfterScenarioAttribute>() is { } after)
            {
                _after.Add((method, after.Tag));
            }
        }
    }

    /// <summary>The steps of every class with <c>[Binding]</c>.</summary>
    public static StepCatalogue Of(Assembly assembly) =>
        new(assembly.GetTypes().Where(type => type.GetCustomAttribute<BindingAttribute>() is not null));

    public IEnumerable<MethodInfo> Before(ScenarioPlan scenario) => Hooks(_before, scenario);

    public IEnumerable<MethodInfo> After(ScenarioPlan scenario) => Hooks(_after, scenario);

    /// <summary>The one method for a step, with its arguments.</summary>
    /// <exception cref="StepProblemException">There is none (the message holds one to fill in), or more than one.</exception>
    public (MethodInfo Method, object?[] Arguments) Find(StepPlan step)
    {
        var found = _steps.Select(binding => (Binding: binding, Texts: binding.Match(step))).Where(match => match.Texts is not null).ToList();
        return found.Count switch
        {
            1 => (found[0].Binding.Method, found[0].Binding.Arguments(step, found[0].Texts!)),
            0 => throw new StepProblemException($"No method is bound to the step in line {step.Line}: {step.Keyword} {step.Text}\n\n{StepSnippet.For(step)}"),
            _ => throw new StepProblemException($"More than one method is bound to the step in line {step.Line}: {step.Keyword} {step.Text}\n{string.Join('\n', found.Select(match => $"  {match.Binding}"))}"),
        };
    }

    private static IEnumerable<MethodInfo> Hooks(List<(MethodInfo Method, string? Tag)> hooks, ScenarioPlan scenario) =>
        hooks.Where(hook => hook.Tag is null || scenario.Tags.Contains(hook.Tag.TrimStart('@'))).Select(hook => hook.Method);
}
