using System.Collections.Immutable;
using IntegrationHub.Workflows.Bpmn.Model;
using IntegrationHub.Workflows.Expressions;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Execution;

/// <content>Activities that are done once per element of a list.</content>
internal sealed partial class Step
{
    /// <summary>A token inside a multi-instance activity: one of its instances.</summary>
    private bool IsOneInstance(Token token) => _scopes[token.Scope] is { Kind: ScopeKind.Instance } scope && scope.Node == token.Node;

    /// <summary>The token of the multi-instance activity as a whole.</summary>
    private bool IsInstancesOwner(Token token, Activity activity) => activity.Work.Instances is not null && !IsOneInstance(token);

    private void BeginInstances(Token token, Activity activity, MultiInstance instances)
    {
        if (!TryEvaluate(token, instances.Collection, out var collection) || !TryPrepare(token, WatchedBy(token, activity), out var waits))
        {
            return;
        }

        if (ItemsOf(collection) is not { Length: <= StepEngine.MostInstances } items)
        {
            Hold(token, IncidentCodes.BadCollection, $"`{instances.Collection.Source}` is no list and no whole number from 0 to {StepEngine.MostInstances}.", "Correct the variables and retry.");
            return;
        }

        if (!MayMake(token, instances.Sequential ? 1 : items.Length))
        {
            return;
        }

        Save(token with { Phase = Phase.Active });
        Note("activity.started", token, detail: $"{items.Length} instances");
        Arm(waits);
        var progress = new Progress(items, 0, 0, [.. items.Select(_ => Value.Null)]);
        var all = new ScopeState(NextId(), token.Scope, token.Id, token.Node, ScopeKind.Instances, ContextValue.Empty, 0, progress);
        _scopes.Add(all.Id, all);
        if (items.IsEmpty)
        {
            EndInstances(all);
            return;
        }

        for (var i = 0; i < (instances.Sequential ? 1 : items.Length); i++)
        {
            BeginInstance(all.Id, instances);
        }
    }

    private static ImmutableArray<Value>? ItemsOf(Value collection) => collection switch
    {
        ListValue list => list.Items,
        NumberValue { Number: >= 0 and <= StepEngine.MostInstances } number when decimal.Truncate(number.Number) == number.Number => [.. Enumerable.Range(1, (int)number.Number).Select(i => Value.Of(i))],
        _ => null,
    };

    private void BeginInstance(int all, MultiInstance instances)
    {
        var scope = _scopes[all];
        var progress = scope.Progress!;
        var variables = ContextValue.Of(("loopCounter", Value.Of(progress.Started + 1)));
        if (instances.Item is { } item)
        {
            variables = variables.With(item, progress.Items[progress.Started]);
        }

        var one = new ScopeState(NextId(), all, null, scope.Node, ScopeKind.Instance, variables, progress.Started);
        _scopes.Add(one.Id, one);
        _scopes[all] = scope with { Progress = progress with { Started = progress.Started + 1 } };
        Arrive(one.Id, scope.Node, null);
    }

    /// <summary>One instance has ended: its result is kept, then the next begins or the activity is over.</summary>
    private void EndInstance(Token token)
    {
        var one = _scopes[token.Scope];
        var all = _scopes[one.Parent!.Value];
        var instances = ((Activity)_definition.Node(token.Node)).Work.Instances!;
        var progress = all.Progress! with { Ended = all.Progress.Ended + 1 };
        Value result = Value.Null;
        if (instances.Result is not null && !TryEvaluate(token, instances.Result, out result))
        {
            return;
        }

        progress = progress with { Results = progress.Results.SetItem(one.Index, result) };
        if (Measure.Of(progress.Results) is { Weight: var weight, Depth: var depth } && (weight > ExpressionLimits.Default.Weight || depth > ExpressionLimits.Default.ValueDepth))
        {
            Hold(token, IncidentCodes.TooMuch, $"The results of {token.Node} together are larger than {ExpressionLimits.Default.Weight} characters and elements, or too deep.", "Keep what is large in a document and let the result be its id.");
            return;
        }

        var over = progress.Ended == progress.Items.Length;
        if (!over && instances.Completion is { } completion)
        {
            var counts = ContextValue.Of(
                ("numberOfInstances", Value.Of(progress.Items.Length)),
                ("numberOfCompletedInstances", Value.Of(progress.Ended)),
                ("numberOfActiveInstances", Value.Of(progress.Started - progress.Ended)),
                ("results", new ListValue(progress.Results)));
            if (!TryEvaluate(token, completion, out var holds, counts))
            {
                return;
            }

            if (holds is not (BooleanValue or NullValue))
            {
                Hold(token, IncidentCodes.NotTrueOrFalse, $"The completion condition `{completion.Source}` is a {holds.Type}.", "Correct the variables and retry.");
                return;
            }

            over = holds is BooleanValue { Known: true };
        }

        _tokens.Remove(token.Id);
        _scopes.Remove(one.Id);
        all = all with { Progress = progress };
        _scopes[all.Id] = all;
        if (over)
        {
            EndInstances(all);
        }
        else if (instances.Sequential)
        {
            BeginInstance(all.Id, instances);
        }
    }

    private void EndInstances(ScopeState all)
    {
        Clear(all.Id);
        _scopes.Remove(all.Id);
        var owner = _tokens[all.Owner!.Value];
        var instances = ((Activity)_definition.Node(owner.Node)).Work.Instances!;
        Complete(owner, instances.Results is { } results ? ContextValue.Of((results, new ListValue(all.Progress!.Results))) : ContextValue.Empty);
    }
}
