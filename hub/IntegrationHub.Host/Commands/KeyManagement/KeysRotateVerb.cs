using System.CommandLine;
using IntegrationHub.Exchange.History;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Opening;
using IntegrationHub.Host.Node;
using IntegrationHub.Storage.Confidential;

namespace IntegrationHub.Host.Commands.KeyManagement;

/// <summary><c>ihub keys rotate</c>: begins a rotation; running hubs go on with it in the background.</summary>
internal sealed class KeysRotateVerb : Verb
{
    private readonly Argument<string> _what = new("WHAT") { Description = "encryption: the key around the data keys; data: the data keys and every value under them; hash: the key that identifiers are found by; crossings: the keys for what crosses to the customers' side and back" };
    private readonly Option<bool> _now = new("--now") { Description = "Do what is due at once, here, instead of leaving it to a running hub" };

    public override string Path => "keys rotate";

    public override string Description => "Replace the key-encryption key, the data keys or the key for hashes, while the hub works";

    public override void Define(Command command)
    {
        command.Add(_what);
        command.Add(_now);
    }

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var what = context.Get(_what);
        if (what is not ("encryption" or "data" or "hash" or "crossings"))
        {
            throw new WrongUseException("WHAT is `encryption`, `data`, `hash` or `crossings`");
        }

        var folder = context.OpenData();
        var options = context.LoadOptions(folder);
        await using var store = await OpenStore.OpenAsync(folder, options, context.Time, cancellationToken);
        var rotation = store.Port<KeyRotation>();
        var retailer = store.Database.Options.Retailer;
        if (what == "encryption")
        {
            // The key is in its file before any data key is wrapped by it.
            var version = NodeEncryption.Rotate(folder, options.Confidential, context.Time.GetUtcNow());
            await rotation.BeginRewrappingAsync(retailer, cancellationToken);
            await KeyEvents.RecordAsync(store, context, "keys.rotated", EventData.Json(("what", what), ("key", version.ToString())), cancellationToken);
        }
        else if (what == "crossings")
        {
            NodeCrossings.Rotate(folder, options, store.Database.Options.Keys!, context.Time.GetUtcNow());
            await KeyEvents.RecordAsync(store, context, "keys.rotated", EventData.Json(("what", what)), cancellationToken);
        }
        else
        {
            if (what == "data")
            {
                await rotation.BeginDataKeysAsync(retailer, cancellationToken);
            }
            else if (!await rotation.BeginHashKeyAsync(retailer, cancellationToken))
            {
                throw new RefusedException("KEY_ROTATION_UNDER_WAY", "The key for hashes is being replaced already.", "Let it come to its end first: `ihub keys status`.");
            }

            await KeyEvents.RecordAsync(store, context, "keys.rotated", EventData.Json(("what", what)), cancellationToken);
        }

        if (context.Get(_now))
        {
            while (await rotation.StepAsync(retailer, cancellationToken))
            {
            }
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { rotation = what });
        }

        context.Answer.Line(what switch
        {
            "encryption" => "A new version of the key-encryption key is in use. Make a new copy of the keys: `ihub keys backup FILE`.",
            "data" => "New values get new data keys; the old values are sealed anew in the background.",
            "crossings" => "What crosses from now on is sealed with new keys; former ones stay, to read what crossed. Make a new copy of the keys: `ihub keys backup FILE`.",
            _ => "A new key for hashes comes in: what lies under the former one is written anew in the background, and then that key is let go of.",
        });
        if (what == "crossings")
        {
            return ExitCode.Ok;
        }

        context.Answer.Line("How far it has come: `ihub keys status`.");
        return ExitCode.Ok;
    }
}
