using System.Text;
using IntegrationHub.Host.Configuration.Binding;

namespace IntegrationHub.Host.Configuration;

/// <summary>Writes docs/configuration.md from the options themselves; a test holds the page to it.</summary>
internal static class ConfigurationReference
{
    public static string Write()
    {
        var page = new StringBuilder(Introduction);
        Section(page, new HubOptions(), "", 2);
        return page.ToString();
    }

    private const string Introduction =
        """
        # Configuration

        <!-- Written by `ihub config reference`; a test compares. Change the options in hub/IntegrationHub.Host/Configuration/Sections. -->

        One file, `hub.yaml` in the data folder. Every setting has a default unless it says *required*; an unknown key is refused with
        the line it stands on. Each setting can be overridden by an environment variable (last column), which wins over the file.
        `ihub config show` lists every value with the place it comes from, `ihub config check` prints all errors at once.

        **Secrets** never stand in the file. A secret `x` is given as `xFile: PATH` (a file that only its owner can read; the first line
        counts) or by its variable. Relative paths start at the data folder.

        **Values.** Durations: `500ms`, `30s`, `5m`, `2h`, `1d`. Sizes: `20kB`, `64MB`, `2GB` (steps of 1024). Dates: `2026-01-31`.
        Times of day: `09:30`. Lists of sections are numbered from 0 in variables (`IHUB_LISTENERS_0_ADDRESS`); lists of texts are
        separated by commas there.

        ```yaml
        hub:
          code: 10XIHUB-RETAILRZ
          marketTimeZone: Asia/Shanghai
        listeners:
          - name: telecom
            address: 127.0.0.1:8443
            publicAddress: https://hub.example:8443/
          - name: power-network
            address: 127.0.0.1:8444
        storage:
          provider: postgresql
          connectionString: Host=db.example;Database=ihub;Username=ihub_company
          passwordFile: secrets/db
        gateClosures:
          - documentType: A37
            from: 2026-01-01
            daysBefore: 1
            time: 12:00
        ```

        """;

    private static void Section(StringBuilder page, object section, string path, int level)
    {
        var values = new List<string>();
        var below = new List<(object Section, string Path, string Meaning)>();
        foreach (var (property, setting) in SettingNames.Of(section.GetType()))
        {
            var child = path.Length == 0 ? ValueText.Camel(property.Name) : $"{path}.{ValueText.Camel(property.Name)}";
            var element = SettingNames.ElementOf(property.PropertyType);
            if (property.PropertyType == typeof(Secret))
            {
                values.Add(Row(SettingNames.Key(property), "a file with a secret", "", setting, SettingNames.Variable(child)));
            }
            else if (ValueText.IsValue(property.PropertyType))
            {
                values.Add(Row(SettingNames.Key(property), Allowed(property.PropertyType, setting), ValueText.Format(property.GetValue(section)), setting, SettingNames.Variable(child)));
            }
            else if (element == typeof(string))
            {
                values.Add(Row(SettingNames.Key(property), "texts", ValueText.Format(property.GetValue(section)), setting, SettingNames.Variable(child)));
            }
            else if (element is not null)
            {
                below.Add((Activator.CreateInstance(element)!, child + "[0]", setting.Meaning));
            }
            else
            {
                below.Add((property.GetValue(section)!, child, setting.Meaning));
            }
        }

        if (values.Count > 0)
        {
            page.Append("\n| key | value | default | meaning | variable |\n|---|---|---|---|---|\n");
            values.ForEach(row => page.Append(row));
        }

        foreach (var (child, childPath, meaning) in below)
        {
            page.Append($"\n{new string('#', level)} {childPath.Replace("[0]", "[n]")}\n\n{meaning}\n");
            Section(page, child, childPath, level + 1);
        }
    }

    private static string Allowed(Type type, SettingAttribute setting) => (setting.Min, setting.Max) switch
    {
        ({ } min, { } max) => $"{min} to {max}",
        _ => ValueText.Describe(type),
    };

    private static string Row(string key, string allowed, string standard, SettingAttribute setting, string variable)
    {
        var shown = setting.Required ? "*required*" : standard.Length == 0 ? "" : $"`{standard}`";
        return $"| `{key}` | {allowed} | {shown} | {setting.Meaning} | `{variable}` |\n";
    }
}
