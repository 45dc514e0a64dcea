using System.Reflection;
using System.Runtime.ExceptionServices;

namespace IntegrationHub.Acceptance.Tests.Gherkin;

/// <summary>
/// Runs one scenario. Bindings share objects by asking for them in their constructors: each class is made once per scenario and
/// disposed at its end, in reverse order; what is shared by all scenarios is given and stays.
/// </summary>
public sealed class ScenarioRun(StepCatalogue catalogue, ScenarioPlan scenario, Action<string> output, params object[] shared)
{
    private readonly Dictionary<Type, object> _objects = shared.Append(new ScenarioContext(scenario, output)).ToDictionary(given => given.GetType());
    private readonly List<object> _made = [];

    /// <summary>Runs hooks and steps; the first failing step fails the scenario, hooks afterwards run in any case.</summary>
    public async Task RunAsync()
    {
        if (scenario.Steps.Count == 0)
        {
            throw new StepProblemException($"The scenario `{scenario.Name}` has no steps: what was meant as one became its description.");
        }

        // All steps are looked up first: a scenario with an undefined step does not run half.
        var steps = scenario.Steps.Select(step => (Step: step, Call: catalogue.Find(step))).ToList();
        var failures = new List<Exception>();
        await TryAsync(failures, async () =>
        {
            foreach (var hook in catalogue.Before(scenario))
            {
                await InvokeAsync(hook, []);
            }

            foreach (var (step, call) in steps)
            {
                output($"{step.Keyword} {step.Text}");
                await InvokeAsync(call.Method, call.Arguments);
            }
        });
        foreach (var hook in catalogue.After(scenario))
        {
            await TryAsync(failures, () => InvokeAsync(hook, []));
        }

        foreach (var made in Enumerable.Reverse(_made))
        {
            await TryAsync(failures, () => DisposeAsync(made));
        }

        if (failures.Count > 0)
        {
            failures.Skip(1).ToList().ForEach(failure => output(failure.ToString()));
            ExceptionDispatchInfo.Throw(failures[0]);
        }
    }

    private async Task InvokeAsync(MethodInfo method, object?[] arguments)
    {
        var result = method.Invoke(Get(method.DeclaringType!), BindingFlags.DoNotWrapExceptions, null, arguments, null);
        switch (result)
        {
            case Task task:
                await task;
                break;
            case ValueTask task:
                await task;
                break;
        }
    }

    private object Get(Type type)
    {
        if (_objects.TryGetValue(type, out var existing))
        {
            return existing;
        }

        var constructor = type.GetConstructors().Single();
        var made = constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, [.. constructor.GetParameters().Select(parameter => Get(parameter.ParameterType))], null);
        _objects[type] = made;
        _made.Add(made);
        return made;
    }

    private static async Task TryAsync(List<Exception> failures, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception exception)
        {
            failures.Add(exception);
        }
    }

    private static async Task DisposeAsync(object made)
    {
        if (made is IAsyncDisposable asynchronous)
        {
            await asynchronous.DisposeAsync();
        }
        else
        {
            (made as IDisposable)?.Dispose();
        }
    }
}
