using IntegrationHub.Workflows.Bpmn.Model;

namespace IntegrationHub.Workflows.Execution;

/// <content>Gateways that wait for several tokens.</content>
internal sealed partial class Step
{
    /// <summary>A parallel gateway goes on when every incoming flow has brought a token; it uses up one of each.</summary>
    private void EnterParallel(Token token)
    {
        Save(token with { Phase = Phase.Join });
        var first = new List<Token>();
        foreach (var flow in Scope(token).Incoming(token.Node))
        {
            if (JoinedAt(token).FirstOrDefault(waiting => waiting.Flow == flow.Id) is not { } arrived)
            {
                return;
            }

            first.Add(arrived);
        }

        Pass(first);
    }

    /// <summary>
    /// An inclusive gateway with several incoming flows goes on when no token elsewhere can still reach a flow that has brought none, unless that token
    /// can reach one that has, too (BPMN 2.0, 13.4.3). Asked only when nothing else moves.
    /// </summary>
    private bool FireInclusiveJoin()
    {
        foreach (var token in _tokens.Values.Where(token => token.Phase == Phase.Join && _definition.Node(token.Node) is Gateway { Kind: GatewayKind.Inclusive }))
        {
            var arrived = JoinedAt(token).DistinctBy(waiting => waiting.Flow, StringComparer.Ordinal).ToList();
            if (!HasIncident(token.Id) && !IsAwaited(token, arrived))
            {
                Pass(arrived);
                return true;
            }
        }

        return false;
    }

    private bool IsAwaited(Token join, List<Token> arrived)
    {
        var scope = Scope(join);
        var full = arrived.Select(token => token.Flow!).ToHashSet(StringComparer.Ordinal);
        var empty = scope.Incoming(join.Node).Select(flow => flow.Id).Where(flow => !full.Contains(flow)).ToList();
        return empty.Count > 0 && _tokens.Values.Any(other => other.Scope == join.Scope && other.Node != join.Node
            && empty.Any(flow => scope.CanReach(other.Node, join.Node, flow))
            && !full.Any(flow => scope.CanReach(other.Node, join.Node, flow)));
    }

    /// <summary>
    /// Where every token of a process or sub-process stands at a join that will not go on, nothing will ever happen there: an operator must know.
    /// </summary>
    private bool HoldWhatIsStuck()
    {
        foreach (var scope in _scopes.Values.Where(scope => scope.Kind is ScopeKind.Process or ScopeKind.SubProcess))
        {
            var tokens = _tokens.Values.Where(token => token.Scope == scope.Id).ToList();
            if (tokens.Count > 0 && tokens.TrueForAll(token => token.Phase == Phase.Join) && !tokens.Exists(token => HasIncident(token.Id)))
            {
                Hold(tokens[0], IncidentCodes.Stuck, $"The gateway {tokens[0].Node} waits for a flow that nothing can come by.", "Skip to let it go on with what has come, or cancel the instance; correct the model.");
                return true;
            }
        }

        return false;
    }

    private List<Token> JoinedAt(Token token) =>
        [.. _tokens.Values.Where(waiting => waiting.Scope == token.Scope && waiting.Node == token.Node && waiting.Phase == Phase.Join)];

    /// <summary>Several tokens become one, which chooses the way on.</summary>
    private void Pass(List<Token> joined)
    {
        foreach (var other in joined.Skip(1))
        {
            CloseIncidentOf(other.Id);
            _tokens.Remove(other.Id);
        }

        CloseIncidentOf(joined[0].Id);
        Note("gateway.passed", joined[0]);
        Route(joined[0]);
    }
}
